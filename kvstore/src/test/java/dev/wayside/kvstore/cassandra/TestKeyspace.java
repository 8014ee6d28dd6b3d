package dev.wayside.kvstore.cassandra;

import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.internal.core.loadbalancing.DcInferringLoadBalancingPolicy;
import dev.wayside.kvstore.StoreSettings;

/** A keyspace with a unique name in the test's Cassandra, dropped when it is closed. */
final class TestKeyspace implements AutoCloseable {

    private static final String IDENTITY = "store";

    private final String name;
    private final CqlSession session;

    private final TestCluster cluster;

    private TestKeyspace(TestCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
        this.session = CqlSession.builder()
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withClass(
                                DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, DcInferringLoadBalancingPolicy.class)
                        .withString(DefaultDriverOption.REQUEST_TIMEOUT, "20 s")
                        .withString(DefaultDriverOption.METADATA_SCHEMA_WINDOW, "0 s")
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                        .build())
                .addContactPoint(new InetSocketAddress(cluster.contact().split(",")[0], 9042))
                .build();
    }

    /** With a store in it, in the cluster of one node. */
    static TestKeyspace create(StoreSettings settings, CassandraLayout layout) {
        return create(TestCluster.ofOneNode(), settings, layout);
    }

    /** With a store in it. */
    static TestKeyspace create(TestCluster cluster, StoreSettings settings, CassandraLayout layout) {
        String name = unusedName();
        CassandraHistoryStore.create(named(cluster, name, ""), settings, layout);
        return new TestKeyspace(cluster, name);
    }

    /** With nothing in it. */
    static TestKeyspace withoutAStore() {
        TestKeyspace keyspace = new TestKeyspace(TestCluster.ofOneNode(), unusedName());
        keyspace.session.execute("CREATE KEYSPACE " + keyspace.name
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        return keyspace;
    }

    /** A place where nothing is. */
    static CassandraLocation unused() {
        return named(TestCluster.ofOneNode(), unusedName(), "");
    }

    String name() {
        return name;
    }

    CassandraLocation location() {
        return named(cluster, name, "");
    }

    CassandraLocation location(String parameters) {
        return named(cluster, name, "?" + parameters);
    }

    /** Deletes all history, and nothing of what the store says of itself; far faster than truncating. */
    void empty() {
        session.refreshSchema();
        session.getMetadata().getKeyspace(name).orElseThrow().getTables().values().stream()
                .filter(table -> !table.getName().asInternal().equals(IDENTITY))
                .forEach(this::empty);
        session.execute("UPDATE " + name + "." + IDENTITY + " SET calibration = null WHERE id = 0");
    }

    private void empty(TableMetadata table) {
        String key = table.getPartitionKey().stream()
                .map(column -> column.getName().asCql(true))
                .collect(Collectors.joining(", "));
        PreparedStatement deletion = session.prepare(
                "DELETE FROM " + name + "." + table.getName() + " WHERE " + key.replace(", ", " = ? AND ") + " = ?");
        for (Row row : session.execute("SELECT DISTINCT " + key + " FROM " + name + "." + table.getName())) {
            Object[] values =
                    IntStream.range(0, row.size()).mapToObj(row::getObject).toArray();
            session.execute(deletion.bind(values));
        }
    }

    void execute(String cql) {
        session.execute("USE " + name);
        session.execute(cql);
    }

    int count(String query) {
        session.execute("USE " + name);
        return session.execute(query).all().size();
    }

    int number(String query) {
        session.execute("USE " + name);
        return session.execute(query).all().get(0).getInt(0);
    }

    @Override
    public void close() {
        session.execute("DROP KEYSPACE " + name);
        session.close();
    }

    private static CassandraLocation named(TestCluster cluster, String keyspace, String parameters) {
        return CassandraLocation.parse(CassandraLocation.SCHEME + cluster.contact() + "/" + keyspace + parameters);
    }

    private static String unusedName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
