package dev.wayside.kvstore.cassandra;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.engine.StoreIdentity;

/**
 * The tables of a store, and the row with their format and the settings that were fixed at creation.
 *
 * <p>Signal and performance have the same partition key and the same replicas, so that a batch of both is one write.
 * Three small tables are the directory: {@code period} has the periods of a carrier, {@code period_cell} the cells of a
 * period, {@code cell_period} the periods of a cell. Their rows disappear only by age: a writer remembers for its whole
 * life which partitions it registered.
 */
final class CassandraSchema {

    /** A writer registers its partitions again each day; an entry outlives its rows by that day and one more. */
    private static final int DIRECTORY_EXTRA_DAYS = 2;

    /** The youngest table: earlier versions of Wayside created stores without it. */
    private static final String MAPPING_TABLE = "mapping";

    private static final long SECONDS_PER_DAY = TimeUnit.DAYS.toSeconds(1);

    /** The identity row of a store. */
    record Identity(StoreSettings settings, int daysPerPartition, int formatVersion) {

        boolean isOfEarlierFormat() {
            return formatVersion < StoreIdentity.FORMAT_VERSION;
        }
    }

    private CassandraSchema() {}

    /**
     * Creates what is missing, and upgrades a store of an earlier format.
     *
     * @throws HistoryStoreException if the data centre has fewer nodes than replicas, or a store with other settings
     *     exists
     */
    static void create(
            CassandraLocation location, CassandraSession session, StoreSettings settings, CassandraLayout layout) {
        requireNodes(location, session, layout);
        String keyspace = location.keyspace();
        session.changeSchema("CREATE KEYSPACE IF NOT EXISTS " + keyspace
                + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + session.dataCentre() + "': "
                + layout.replicas() + "}");
        for (String table : tables(keyspace, layout)) {
            session.changeSchema(table);
        }
        session.execute(SimpleStatement.newInstance(
                "INSERT INTO " + keyspace
                        + ".store (id, format_version, settings, days_per_partition, retention_days, source_era)"
                        + " VALUES (0, ?, ?, ?, ?, ?) IF NOT EXISTS",
                Integer.toString(StoreIdentity.FORMAT_VERSION),
                StoreIdentity.toJson(settings),
                layout.daysPerPartition(),
                layout.retentionDays(),
                UUID.randomUUID()));
        Row row = row(location, session);
        requireSame(location, row, settings, layout);
        if (identity(location, row).isOfEarlierFormat()) {
            upgrade(keyspace, session, row);
        }
    }

    /**
     * Reads the identity row of a store.
     *
     * @throws HistoryStoreException if it is absent, damaged, of a newer format, or lacks a table
     */
    static Identity read(CassandraLocation location, CassandraSession session) {
        Identity identity = identity(location, row(location, session));
        if (!session.hasTable(location.keyspace(), MAPPING_TABLE)) {
            throw new HistoryStoreException(
                    Reason.MISCONFIGURED,
                    "the store " + location + " has no table " + MAPPING_TABLE
                            + ", because an earlier version of Wayside created it; run 'wayside store init' with its"
                            + " options again: it adds the table and keeps the data");
        }
        return identity;
    }

    /** With a condition, because the row was inserted with one: the two kinds of writes are not in one order. */
    private static void upgrade(String keyspace, CassandraSession session, Row row) {
        session.execute(SimpleStatement.newInstance(
                "UPDATE " + keyspace + ".store SET format_version = ? WHERE id = 0 IF format_version = ?",
                Integer.toString(StoreIdentity.FORMAT_VERSION),
                row.getString("format_version")));
    }

    private static Identity identity(CassandraLocation location, Row row) {
        String name = "the store " + location;
        int formatVersion = StoreIdentity.requireReadable(name, row.getString("format_version"));
        return new Identity(
                StoreIdentity.ofJson(name, row.getString("settings")), row.getInt("days_per_partition"), formatVersion);
    }

    /**
     * Rejects a store of an earlier format: the nodes do not know if programs of earlier versions still run, so a
     * command upgrades it.
     */
    static void requireCurrentFormat(CassandraLocation location, Identity identity) {
        if (identity.isOfEarlierFormat()) {
            throw new HistoryStoreException(
                    Reason.MISCONFIGURED,
                    "the store " + location + " has format version " + identity.formatVersion()
                            + ", and can only be read; end all programs of earlier versions of Wayside that use it, then"
                            + " run 'wayside store init' with its options again: it upgrades the store to version "
                            + StoreIdentity.FORMAT_VERSION + " and keeps the data");
        }
    }

    private static Row row(CassandraLocation location, CassandraSession session) {
        if (!session.hasTable(location.keyspace(), "store")) {
            throw CassandraErrors.absent(location);
        }
        AsyncResultSet rows = session.execute("SELECT * FROM " + location.keyspace() + ".store WHERE id = 0");
        Row row = rows.one();
        if (row == null) {
            throw CassandraErrors.absent(location);
        }
        return row;
    }

    private static void requireNodes(CassandraLocation location, CassandraSession session, CassandraLayout layout) {
        int nodes = session.nodes();
        if (nodes < layout.replicas()) {
            throw new HistoryStoreException(
                    Reason.MISCONFIGURED,
                    "the data centre " + session.dataCentre() + " of " + location + " has " + nodes
                            + " nodes, too few for " + layout.replicas()
                            + " replicas; add nodes, or choose fewer replicas with --replicas");
        }
    }

    private static void requireSame(
            CassandraLocation location, Row row, StoreSettings settings, CassandraLayout layout) {
        List<String> differences = identity(location, row).settings().differencesFrom(settings);
        if (row.getInt("days_per_partition") != layout.daysPerPartition()) {
            differences.add("days per partition are " + row.getInt("days_per_partition") + " in the store, "
                    + layout.daysPerPartition() + " was requested");
        }
        if (row.getInt("retention_days") != layout.retentionDays()) {
            differences.add("retention (days) is " + row.getInt("retention_days") + " in the store, "
                    + layout.retentionDays() + " was requested");
        }
        StoreIdentity.requireNone(location.toString(), differences);
    }

    private static List<String> tables(String keyspace, CassandraLayout layout) {
        String data = data(layout);
        String directory = directory(layout);
        return List.of(
                table(
                        keyspace,
                        "signal",
                        "carrier text, cell text, first_day date, slice int, day date, trace blob, visit int,"
                                + " first_sample int, samples int, value blob,"
                                + " PRIMARY KEY ((carrier, cell, first_day, slice), day, trace, visit, first_sample)",
                        data),
                table(
                        keyspace,
                        "performance",
                        "carrier text, cell text, first_day date, slice int, day date, trace blob, visit int,"
                                + " first_sample int, value blob,"
                                + " PRIMARY KEY ((carrier, cell, first_day, slice), day, trace, visit, first_sample)",
                        data),
                table(
                        keyspace,
                        "handover",
                        "carrier text, cell text, first_day date, day date, epoch_millis bigint, trace blob, value blob,"
                                + " PRIMARY KEY ((carrier, cell, first_day), day, epoch_millis, trace)",
                        data),
                table(
                        keyspace,
                        "period",
                        "shelf int, carrier text, first_day date, PRIMARY KEY (shelf, carrier, first_day)",
                        directory),
                table(
                        keyspace,
                        "period_cell",
                        "carrier text, first_day date, cell text, slice int, deleted_from boolean,"
                                + " PRIMARY KEY ((carrier, first_day), cell, slice)",
                        directory),
                table(
                        keyspace,
                        "cell_period",
                        "carrier text, cell text, first_day date, slice int,"
                                + " PRIMARY KEY ((carrier, cell), first_day, slice)",
                        directory),
                table(keyspace, "source", "fingerprint text PRIMARY KEY, era uuid", directory),
                table(
                        keyspace,
                        "change",
                        "minute bigint, id uuid, writer uuid, carrier text, cells frozen<list<text>>, deleted_day date,"
                                + " PRIMARY KEY (minute, id)",
                        "gc_grace_seconds = 3600 AND default_time_to_live = "
                                + CassandraJournal.KEPT.toSeconds()
                                + " AND compaction = {'class': 'TimeWindowCompactionStrategy',"
                                + " 'compaction_window_unit': 'MINUTES', 'compaction_window_size': 30}"),
                table(keyspace, MAPPING_TABLE, "name text PRIMARY KEY, value blob", "comment = 'mappings of logs'"),
                table(
                        keyspace,
                        "store",
                        "id int PRIMARY KEY, format_version text, settings text, days_per_partition int,"
                                + " retention_days int, source_era uuid, calibration blob",
                        "comment = 'identity of the store'"));
    }

    private static String table(String keyspace, String name, String columns, String options) {
        return "CREATE TABLE IF NOT EXISTS " + keyspace + "." + name + " (" + columns + ") WITH " + options;
    }

    /** Compaction: rows that expire are dropped by whole files, each of one period; other rows stay in few files. */
    private static String data(CassandraLayout layout) {
        return layout.retentionDays() == 0
                ? "compaction = {'class': 'LeveledCompactionStrategy'}"
                : "default_time_to_live = " + layout.retentionDays() * SECONDS_PER_DAY
                        + " AND compaction = {'class': 'TimeWindowCompactionStrategy',"
                        + " 'compaction_window_unit': 'DAYS', 'compaction_window_size': " + layout.daysPerPartition()
                        + "}";
    }

    private static String directory(CassandraLayout layout) {
        long seconds =
                layout.retentionDays() == 0 ? 0 : (layout.retentionDays() + DIRECTORY_EXTRA_DAYS) * SECONDS_PER_DAY;
        return "default_time_to_live = " + seconds + " AND compaction = {'class': 'LeveledCompactionStrategy'}";
    }
}
