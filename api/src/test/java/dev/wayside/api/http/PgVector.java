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
import java.util.stream.Stream;

import com.pgvector.PGvector;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The windows of a history in a table of PostgreSQL with pgvector: exact search, a b-tree on carrier and cell. */
final class PgVector implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 2_000;
    private static final String NEAREST = "SELECT id, v <-> ? AS distance FROM wayside_windows"
            + " WHERE carrier = ? AND cell = ? ORDER BY v <-> ? LIMIT ?";

    private final HikariDataSource connections;

    private PgVector(HikariDataSource connections) {
        this.connections = connections;
    }

    /** Connects, and copies the windows of the store unless a table with as many is there. */
    static PgVector holding(HistoryStore store, String url) throws SQLException, IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        PgVector table = new PgVector(new HikariDataSource(config));
        try (Connection connection = table.connections.getConnection()) {
            if (!table.holds(connection, store.statistics().windows())) {
                copy(store, connection);
            }
        }
        return table;
    }

    /** Ids and distances of the nearest windows. */
    List<Neighbour> nearest(CellKey cell, float[] window, int k) throws SQLException {
        try (Connection connection = connections.getConnection();
                PreparedStatement query = connection.prepareStatement(NEAREST)) {
            PGvector.addVectorType(connection);
            PGvector vector = new PGvector(window);
            query.setObject(1, vector);
            query.setString(2, cell.carrier());
            query.setString(3, cell.cellId());
            query.setObject(4, vector);
            query.setInt(5, k);
            return neighbours(query);
        }
    }

    private static List<Neighbour> neighbours(PreparedStatement query) throws SQLException {
        List<Neighbour> nearest = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                nearest.add(new Neighbour(rows.getInt(1), rows.getDouble(2)));
            }
        }
        return nearest;
    }

    private boolean holds(Connection connection, long windows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery("SELECT to_regclass('wayside_windows') IS NOT NULL")) {
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
            statement.execute("DROP TABLE IF EXISTS wayside_windows");
            statement.execute(
                    "CREATE TABLE wayside_windows (id int, carrier text, cell text, v vector(" + length + "))");
            Rows rows = new Rows(connection.unwrap(PGConnection.class).getCopyAPI(), store.settings());
            for (String carrier : store.carriers().toList()) {
                for (CellKey cell : store.cells(carrier, "").toList()) {
                    try (Stream<VisitSignal> signals = store.signals(cell)) {
                        for (VisitSignal signal : signals.toList()) {
                            rows.add(signal);
                        }
                    }
                }
            }
            rows.flush();
            statement.execute("CREATE INDEX ON wayside_windows (carrier, cell)");
            statement.execute("VACUUM ANALYZE wayside_windows");
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    /** A window that was found. */
    record Neighbour(int id, double distance) {}

    /** Rows on their way into the table. */
    private static final class Rows {

        private final CopyManager copies;
        private final StoreSettings settings;
        private final StringBuilder text = new StringBuilder();
        private int added;

        Rows(CopyManager copies, StoreSettings settings) {
            this.copies = copies;
            this.settings = settings;
        }

        void add(VisitSignal signal) throws SQLException, IOException {
            for (int i = 0; i < settings.windowsIn(signal.rsrp().length()); i++) {
                int start = i * settings.windowStride();
                CellKey cell = signal.key().cell();
                text.append(added)
                        .append('\t')
                        .append(cell.carrier())
                        .append('\t')
                        .append(cell.cellId());
                for (int j = 0; j < settings.windowLength(); j++) {
                    text.append(j == 0 ? "\t[" : ",").append(signal.rsrp().dbm(start + j));
                }
                text.append("]\n");
                added++;
                if (added % ROWS_AT_ONCE == 0) {
                    flush();
                }
            }
        }

        void flush() throws SQLException, IOException {
            copies.copyIn("COPY wayside_windows FROM STDIN", new StringReader(text.toString()));
            text.setLength(0);
        }
    }
}
