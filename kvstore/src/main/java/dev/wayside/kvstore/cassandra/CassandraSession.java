package dev.wayside.kvstore.cassandra;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.internal.core.loadbalancing.DcInferringLoadBalancingPolicy;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.cassandra.CassandraLocation.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a cluster. It repeats a request while the cause of the failure may pass, until the location's
 * timeout. The number of concurrent requests is bounded; one more waits. Every statement must be idempotent.
 * Thread-safe.
 */
final class CassandraSession implements AutoCloseable {

    /** Chosen: enough to keep a few nodes busy, few enough that one client does not overload a node. */
    private static final int MAX_REQUESTS = 128;

    /** Chosen: the timeouts and pauses below are for a network within one country. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** Time after which a request is sent again, perhaps to another node. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration SCHEMA_TIMEOUT = Duration.ofMinutes(2);
    private static final long SCHEMA_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long MAX_PAUSE_MILLIS = 2_000;
    private static final int ROWS_PER_PAGE = 500;

    private final CassandraLocation location;
    private final CqlSession session;
    private final Map<CassandraStatement, PreparedStatement> prepared = new EnumMap<>(CassandraStatement.class);
    private final Semaphore requests = new Semaphore(MAX_REQUESTS);

    private CassandraSession(CassandraLocation location, CqlSession session) {
        this.location = location;
        this.session = session;
    }

    /**
     * Connects without a keyspace.
     *
     * @throws HistoryStoreException if no node answers, or the data centre is another
     */
    static CassandraSession connect(CassandraLocation location) {
        return connected(location, builder(location));
    }

    /**
     * Connects to the keyspace.
     *
     * @throws HistoryStoreException as {@link #connect}, and if there is no such keyspace
     */
    static CassandraSession connectToKeyspace(CassandraLocation location) {
        return connected(location, builder(location).withKeyspace(location.keyspace()));
    }

    /** Prepares the statements for {@link #bind}, those for trips only if there may be some. The tables must exist. */
    void prepareStatements(boolean withTrips) {
        Map<CassandraStatement, CompletionStage<PreparedStatement>> preparing = new EnumMap<>(CassandraStatement.class);
        for (CassandraStatement statement : CassandraStatement.values()) {
            if (withTrips || !statement.isOfTrips()) {
                preparing.put(statement, session.prepareAsync(statement.cql()));
            }
        }
        preparing.forEach((statement, ready) -> prepared.put(statement, join(ready.toCompletableFuture())));
    }

    BoundStatement bind(CassandraStatement statement, Object... values) {
        return Objects.requireNonNull(prepared.get(statement), "statements are prepared when a store is opened")
                .bind(values);
    }

    /** Sends statements of one partition as one write. */
    static BatchStatement batch(List<? extends BatchableStatement<?>> statements) {
        return BatchStatement.newInstance(DefaultBatchType.UNLOGGED, new ArrayList<>(statements));
    }

    /** Sends a statement, and repeats it if necessary; blocks while too many others are in progress. */
    CompletableFuture<AsyncResultSet> submit(Statement<?> statement) {
        requests.acquireUninterruptibly();
        CompletableFuture<AsyncResultSet> done = new CompletableFuture<>();
        attempt(statement, 0, System.nanoTime() + location.timeout().toNanos(), done);
        return done.whenComplete((rows, failure) -> requests.release());
    }

    /** Sends a statement and waits. */
    AsyncResultSet execute(Statement<?> statement) {
        return join(submit(statement));
    }

    /** Sends a statement by its text and waits. */
    AsyncResultSet execute(String cql) {
        return execute(SimpleStatement.newInstance(cql));
    }

    /** The rows of a statement, sent at once; the next page is fetched while one is read. */
    CassandraRows rows(Statement<?> statement) {
        return new CassandraRows(this, statement);
    }

    /** The one row of a statement's answer, or null. */
    @Nullable
    Row one(Statement<?> statement) {
        return execute(statement).one();
    }

    /** Waits, through interrupts: a request that was sent cannot be cancelled. */
    <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw CassandraErrors.working(location, e.getCause() == null ? e : e.getCause());
        }
    }

    /** Waits for all, also after a failure; then throws the first failure. */
    void joinAll(List<CompletableFuture<AsyncResultSet>> futures) {
        try {
            CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
                    .join();
        } catch (CompletionException e) {
            throw CassandraErrors.working(location, e.getCause() == null ? e : e.getCause());
        }
    }

    /** The requested data centre, or the only one. */
    String dataCentre() {
        String named = location.dataCentre();
        return named != null ? named : dataCentres(session).first();
    }

    /** Number of nodes in the data centre. */
    int nodes() {
        return (int) nodesOfDataCentre().count();
    }

    private Stream<Node> nodesOfDataCentre() {
        String dataCentre = dataCentre();
        return session.getMetadata().getNodes().values().stream()
                .filter(node -> dataCentre.equals(node.getDatacenter()));
    }

    /**
     * Changes the tables: through one node, once, and only when all nodes know the previous change. Two concurrent
     * changes may leave nodes with different tables of one name.
     *
     * @throws HistoryStoreException if it fails, or the nodes do not agree on it in time
     */
    void changeSchema(String cql) {
        try {
            session.execute(SimpleStatement.newInstance(cql)
                    .setNode(anyNode())
                    .setIdempotent(false)
                    .setTimeout(SCHEMA_TIMEOUT));
        } catch (DriverException e) {
            throw CassandraErrors.working(location, e);
        }
        awaitSchemaAgreement();
    }

    /** Asks every node: what one node knows of the others may be outdated. */
    private void awaitSchemaAgreement() {
        long deadline = System.nanoTime() + SCHEMA_TIMEOUT.toNanos();
        while (schemaVersions().size() > 1) {
            if (System.nanoTime() - deadline > 0) {
                throw new HistoryStoreException(
                        Reason.IO,
                        "the nodes of " + location
                                + " do not agree on its tables; check that all of them run, and repeat this");
            }
            LockSupport.parkNanos(SCHEMA_PAUSE_NANOS);
        }
    }

    private Set<UUID> schemaVersions() {
        Set<UUID> versions = new HashSet<>();
        nodesOfDataCentre().filter(node -> node.getState() == NodeState.UP).forEach(node -> {
            Row local = one(SimpleStatement.newInstance("SELECT schema_version FROM system.local")
                    .setConsistencyLevel(ConsistencyLevel.ONE)
                    .setNode(node));
            versions.add(
                    Objects.requireNonNull(local, "every node has this row").getUuid(0));
        });
        return versions;
    }

    /** The same node each time, while it is up. */
    private @Nullable Node anyNode() {
        return nodesOfDataCentre()
                .filter(node -> node.getState() == NodeState.UP)
                .min(Comparator.comparing(node -> node.getEndPoint().asMetricPrefix()))
                .orElse(null);
    }

    /** True if a table exists. */
    boolean hasTable(String keyspace, String table) {
        return execute(SimpleStatement.newInstance(
                                "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                                keyspace,
                                table))
                        .one()
                != null;
    }

    @Override
    public void close() {
        session.close();
    }

    private void attempt(Statement<?> statement, int attempts, long deadline, CompletableFuture<AsyncResultSet> done) {
        CompletionStage<AsyncResultSet> sent;
        try {
            sent = session.executeAsync(statement);
        } catch (DriverException | IllegalStateException e) {
            done.completeExceptionally(e);
            return;
        }
        sent.whenComplete((rows, failure) -> {
            if (failure == null) {
                done.complete(rows);
                return;
            }
            long pauseMillis = pauseMillis(attempts);
            if (CassandraErrors.mayPass(failure)
                    && System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis) - deadline < 0) {
                CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS)
                        .execute(() -> attempt(statement, attempts + 1, deadline, done));
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    /** Pause that doubles from one attempt to the next, with random jitter, so that clients do not return together. */
    private static long pauseMillis(int attempts) {
        long max = Math.min(MAX_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts, 10));
        return ThreadLocalRandom.current().nextLong(max / 2, max + 1);
    }

    private static CassandraSession connected(CassandraLocation location, CqlSessionBuilder builder) {
        CqlSession session;
        try {
            session = builder.build();
        } catch (DriverException | IllegalStateException | IllegalArgumentException e) {
            throw CassandraErrors.connecting(location, e);
        }
        try {
            requireDataCentre(location, dataCentres(session));
            return new CassandraSession(location, session);
        } catch (HistoryStoreException e) {
            session.close();
            throw e;
        }
    }

    private static void requireDataCentre(CassandraLocation location, SortedSet<String> there) {
        String named = location.dataCentre();
        if (named == null && there.size() > 1) {
            throw new HistoryStoreException(
                    Reason.MISCONFIGURED,
                    "the cluster of " + location + " has the data centres " + there + "; name one with ?dc=NAME");
        }
        if (named != null && !there.contains(named)) {
            throw new HistoryStoreException(
                    Reason.MISCONFIGURED,
                    "the cluster of " + location + " has no data centre '" + named + "', but " + there
                            + "; name one of these with ?dc=NAME");
        }
    }

    private static SortedSet<String> dataCentres(CqlSession session) {
        SortedSet<String> names = new TreeSet<>();
        session.getMetadata().getNodes().values().forEach(node -> {
            if (node.getDatacenter() != null) {
                names.add(node.getDatacenter());
            }
        });
        return names;
    }

    private static CqlSessionBuilder builder(CassandraLocation location) {
        CqlSessionBuilder builder = CqlSession.builder().withConfigLoader(configuration(location));
        location.nodes().forEach(node -> builder.addContactPoint(new InetSocketAddress(node.host(), node.port())));
        Credentials credentials = location.credentials();
        if (credentials != null) {
            builder.withAuthCredentials(credentials.user(), password(credentials.passwordFile()));
        }
        return builder;
    }

    private static String password(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? "" : lines.get(0);
        } catch (IOException e) {
            throw new HistoryStoreException(
                    Reason.MISCONFIGURED,
                    "the password file " + file + " cannot be read (" + e + "); see its path, owner and mode",
                    e);
        }
    }

    private static DriverConfigLoader configuration(CassandraLocation location) {
        Duration attempt = location.timeout().compareTo(ATTEMPT_TIMEOUT) < 0 ? location.timeout() : ATTEMPT_TIMEOUT;
        ProgrammaticDriverConfigLoaderBuilder builder = DriverConfigLoader.programmaticBuilder()
                .withString(
                        DefaultDriverOption.REQUEST_CONSISTENCY,
                        location.consistency().name())
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, attempt)
                .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, ROWS_PER_PAGE)
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, CONNECT_TIMEOUT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, CONNECT_TIMEOUT)
                .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(location.keyspace()))
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, SCHEMA_TIMEOUT)
                // The driver would wait a second for more changes after each.
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withBoolean(DefaultDriverOption.NETTY_DAEMON, true);
        String dataCentre = location.dataCentre();
        return dataCentre == null
                ? builder.withClass(
                                DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, DcInferringLoadBalancingPolicy.class)
                        .build()
                : builder.withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, dataCentre)
                        .build();
    }
}
