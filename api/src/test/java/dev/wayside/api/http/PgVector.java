package dev.wayside.api.http;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.pgvector.PGvector;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The windows of a history in a table of PostgreSQL with pgvector: exact search, a b-tree on carrier and cell. */
final class PgVector implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 2_000;

    /** The nearest window of each visit, and step by step the mean of what followed the nearest of these. */
    private static final String PREDICTION = """
            WITH nearest AS (
              SELECT visit, start, 1 / (distance + 1) AS weight FROM (
                SELECT DISTINCT ON (visit) visit, start, v <-> ? AS distance FROM wayside_windows
                WHERE carrier = ? AND cell = ? ORDER BY visit, distance) AS best
              ORDER BY distance LIMIT ?)
            SELECT step - start, sum(weight * downlink) / sum(weight), sum(weight * uplink) / sum(weight),
              sum(weight * rtt) / sum(weight), sum(weight * loss) / sum(weight)
            FROM nearest JOIN wayside_samples USING (visit)
            WHERE step BETWEEN start + ? AND start + ? GROUP BY 1 ORDER BY 1
            """;

    private final HikariDataSource connections;

    private final int lookAheadSamples;

    private PgVector(HikariDataSource connections, int lookAheadSamples) {
        this.connections = connections;
        this.lookAheadSamples = lookAheadSamples;
    }

    /** Connects, and copies the windows of the store unless a table with as many is there. */
    static PgVector holding(HistoryStore store, String url) throws SQLException, IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        PgVector table =
                new PgVector(new HikariDataSource(config), store.settings().lookAheadSamples());
        try (Connection connection = table.connections.getConnection()) {
            if (!table.holds(connection, store.statistics().windows())) {
                copy(store, connection);
            }
        }
        return table;
    }

    /** Measurements after the nearest windows of as many visits: less than Wayside answers, without spread or risks. */
    List<Step> predict(CellKey cell, float[] window, int k) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement query = connection.prepareStatement(PREDICTION)) {
            PGvector.addVectorType(connection);
            query.setObject(1, new PGvector(window));
            query.setString(2, cell.carrier());
            query.setString(3, cell.cellId());
            query.setInt(4, k);
            query.setInt(5, window.length);
            query.setInt(6, window.length + lookAheadSamples - 1);
            return steps(query);
        }
    }

    private static List<Step> steps(PreparedStatement query) throws SQLException {
        List<Step> steps = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                steps.add(new Step(
                        rows.getInt(1), rows.getDouble(2), rows.getDouble(3), rows.getDouble(4), rows.getDouble(5)));
            }
        }
        return steps;
    }

    private boolean holds(Connection connection, long windows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("SELECT to_regclass('wayside_samples') IS NOT NULL")) {
            there.next();
            if (!there.getBoolean(1)) {
                return false;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM wayside_windows")) {
            count.next();
            return count.getLong(1) == windows;
        }
    }

    private static void copy(HistoryStore store, Connection connection) throws SQLException, IOException {
        int length = store.settings().windowLength();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS wayside_windows, wayside_samples");
            statement.execute("CREATE TABLE wayside_windows (carrier text, cell text, visit int, start int, v vector("
                    + length + "))");
            statement.execute("CREATE TABLE wayside_samples"
                    + " (visit int, step int, downlink real, uplink real, rtt real, loss real)");
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            Rows windows = new Rows(copies, "wayside_windows");
            Rows samples = new Rows(copies, "wayside_samples");
            int visits = 0;
            for (CellKey cell : cells(store)) {
                try (Stream<VisitSignal> signals = store.signals(cell)) {
                    for (VisitSignal signal : signals.toList()) {
                        addWindows(visits, signal, store.settings(), windows);
                        addSamples(
                                visits++,
                                store.performance(List.of(signal.key())).get(signal.key()),
                                samples);
                    }
                }
            }
            windows.flush();
            samples.flush();
            statement.execute("CREATE INDEX ON wayside_windows (carrier, cell)");
            statement.execute("CREATE UNIQUE INDEX ON wayside_samples (visit, step)");
            statement.execute("VACUUM ANALYZE wayside_windows, wayside_samples");
        }
    }

    private static List<CellKey> cells(HistoryStore store) {
        List<CellKey> all = new ArrayList<>();
        try (Stream<String> carriers = store.carriers()) {
            for (String carrier : carriers.toList()) {
                try (Stream<CellKey> cells = store.cells(carrier, "")) {
                    cells.forEach(all::add);
                }
            }
        }
        return all;
    }

    @Override
    public void close() {
        connections.close();
    }

    /** One step of the look-ahead. */
    record Step(int ahead, double downlinkBps, double uplinkBps, double rttMillis, double loss) {}

    private static void addWindows(int visit, VisitSignal signal, StoreSettings settings, Rows rows)
            throws SQLException, IOException {
        for (int i = 0; i < settings.windowsIn(signal.rsrp().length()); i++) {
            int start = i * settings.windowStride();
            StringJoiner vector = new StringJoiner(",", "[", "]");
            for (int j = 0; j < settings.windowLength(); j++) {
                vector.add(String.valueOf(signal.rsrp().dbm(start + j)));
            }
            CellKey cell = signal.key().cell();
            rows.add(cell.carrier(), cell.cellId(), visit, start, vector);
        }
    }

    private static void addSamples(int visit, PerformanceSeries performance, Rows rows)
            throws SQLException, IOException {
        for (int step = 0; step < performance.length(); step++) {
            rows.add(
                    visit,
                    step,
                    orNull(performance.value(Quantity.DOWNLINK_BPS, step)),
                    orNull(performance.value(Quantity.UPLINK_BPS, step)),
                    orNull(performance.value(Quantity.RTT_MILLIS, step)),
                    orNull(performance.value(Quantity.LOSS, step)));
        }
    }

    private static String orNull(double value) {
        return Double.isNaN(value) ? "\\N" : String.valueOf(value);
    }

    /** Rows on their way into a table. */
    private static final class Rows {

        private final CopyManager copies;
        private final String table;
        private final StringBuilder text = new StringBuilder();
        private int waiting;

        Rows(CopyManager copies, String table) {
            this.copies = copies;
            this.table = table;
        }

        void add(Object... values) throws SQLException, IOException {
            text.append(Stream.of(values).map(String::valueOf).collect(Collectors.joining("\t", "", "\n")));
            if (++waiting == ROWS_AT_ONCE) {
                flush();
            }
        }

        void flush() throws SQLException, IOException {
            copies.copyIn("COPY " + table + " FROM STDIN", new StringReader(text.toString()));
            text.setLength(0);
            waiting = 0;
        }
    }
}
