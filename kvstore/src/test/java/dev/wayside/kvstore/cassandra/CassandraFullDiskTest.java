package dev.wayside.kvstore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A node of its own on a disk that fills: to the last byte, and so far that the node refuses writes while it can. */
@EnabledIfEnvironmentVariable(named = "WAYSIDE_CASSANDRA", matches = ".+", disabledReason = "no Cassandra runs here")
class CassandraFullDiskTest {

    private static final String USER = "wayside";
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final int DISK_MEBIBYTES = 256;
    private static final int SAMPLES = 4_000;
    private static final int VISITS_PER_BATCH = 10;
    private static final int BATCHES_BEFORE = 20;
    /** The node refuses writes where less than a tenth of its data's disk is free. */
    private static final int DATA_PER_FREE = 15;

    private static final String WATCHING = "-Dcassandra.disk_usage.monitor_interval_ms=";
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<Visit> acknowledged = new ArrayList<>();
    private int nextTrace;

    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedOutlivesAFullDiskAndTheRestIsWrittenAgain() throws Exception {
        assumeThat(System.getProperty("user.name")).as("who may mount").isEqualTo("root");
        try (SmallDisk disk = SmallDisk.mount(folder, DISK_MEBIBYTES)) {
            TestCluster cluster = new TestCluster(folder.resolve("cluster"));
            try {
                cluster.runWithJavaOption(WATCHING + TimeUnit.HOURS.toMillis(1), "start", "--auth");
                addUser(cluster);
                CassandraHistoryStore.create(location(cluster), Samples.SETTINGS, new CassandraLayout(1, 7, 0));
                HistoryBatch failed = fillToTheLastByte(disk, location(cluster));

                cluster.run("stop");
                disk.makeRoom();
                cluster.runWithJavaOption(WATCHING + 100, "restart", "1");

                try (HistoryStore store = location(cluster).open()) {
                    assertHoldsWhatWasAcknowledged(store);
                    write(store, failed);
                    refuseWhileNearlyFull(disk, location(cluster), store);
                    assertHoldsWhatWasAcknowledged(store);
                }
            } finally {
                cluster.run("stop");
            }
        }
    }

    /** The batch that failed. */
    private HistoryBatch fillToTheLastByte(SmallDisk disk, CassandraLocation location) throws Exception {
        try (HistoryStore store = location.open()) {
            for (int i = 0; i < BATCHES_BEFORE; i++) {
                write(store, nextBatch());
            }
            disk.fillBut(0);
            long start = System.nanoTime();
            while (System.nanoTime() - start < PATIENCE_NANOS) {
                HistoryBatch batch = nextBatch();
                try {
                    write(store, batch);
                } catch (HistoryStoreException e) {
                    assertThat(e.reason()).isEqualTo(Reason.IO);
                    assertThat(e)
                            .hasMessageContaining(location.toString())
                            .hasMessageContaining("what was reported as stored is safe")
                            .hasMessageContaining("check that its nodes run and have disk space, then repeat the rest");
                    assertThatExceptionOfType(HistoryStoreException.class)
                            .isThrownBy(() -> store.acknowledge("failed.csv"));
                    return batch;
                }
            }
            throw new AssertionError("a full disk took all writes");
        }
    }

    private void refuseWhileNearlyFull(SmallDisk disk, CassandraLocation location, HistoryStore store)
            throws Exception {
        disk.fillBut(bytesIn(folder.resolve("cluster/node1/data")) / DATA_PER_FREE);
        HistoryBatch small = new HistoryBatch(
                List.of(Samples.visit(new CellKey("cmcc", "70018"), MONDAY, nextTrace, 0, 1, 1)), List.of());
        HistoryStoreException refusal = writeUntilItFails(store, small);
        assertThat(refusal)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DISK_FULL))
                .hasMessageContaining("a node of " + location + " is full")
                .hasMessageContaining("disk usage exceeds failure threshold")
                .hasMessageContaining("what was reported as stored is safe")
                .hasMessageContaining("add nodes or disk space, then repeat the rest");
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> store.acknowledge("refused.csv"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DISK_FULL));
        assertHoldsWhatWasAcknowledged(store);

        disk.makeRoom();
        writeUntilItSucceeds(store, small);
        assertThat(store.acknowledgedSources()).isEmpty();
    }

    private static long bytesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** The node looks now and then whether its disk is nearly full. */
    private static HistoryStoreException writeUntilItFails(HistoryStore store, HistoryBatch batch) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            try {
                store.write(batch);
            } catch (HistoryStoreException e) {
                return e;
            }
        }
        throw new AssertionError("a disk that is nearly full took all writes");
    }

    private static void writeUntilItSucceeds(HistoryStore store, HistoryBatch batch) {
        HistoryStoreException last = null;
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE_NANOS) {
            try {
                store.write(batch);
                return;
            } catch (HistoryStoreException e) {
                last = e;
            }
        }
        throw new AssertionError("still refused though there is room", last);
    }

    private void write(HistoryStore store, HistoryBatch batch) {
        store.write(batch);
        acknowledged.addAll(batch.visits());
    }

    private HistoryBatch nextBatch() {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < VISITS_PER_BATCH; i++) {
            visits.add(Samples.visit(cell(nextTrace), MONDAY, nextTrace, 0, SAMPLES, nextTrace));
            nextTrace++;
        }
        return new HistoryBatch(visits, List.of());
    }

    private static CellKey cell(int trace) {
        return new CellKey("cmcc", Integer.toString(trace));
    }

    private void assertHoldsWhatWasAcknowledged(HistoryStore store) {
        for (Visit visit : acknowledged) {
            VisitKey key = visit.signal().key();
            try (Stream<VisitSignal> signals = store.signals(key.cell())) {
                assertThat(signals).containsExactly(visit.signal());
            }
            assertThat(store.performance(List.of(key))).containsExactly(Map.entry(key, visit.performance()));
        }
    }

    /** A user that is not a superuser: Cassandra's threshold holds neither for those nor without passwords. */
    private void addUser(TestCluster cluster) throws IOException {
        Files.writeString(passwordFile(), USER);
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(cluster.contact(), 9042))
                .withLocalDatacenter("datacenter1")
                .withAuthCredentials("cassandra", "cassandra")
                .build()) {
            session.execute(SimpleStatement.newInstance(
                            "CREATE ROLE " + USER + " WITH PASSWORD = '" + USER + "' AND LOGIN = true")
                    .setTimeout(Duration.ofSeconds(20)));
        }
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    private CassandraLocation location(TestCluster cluster) {
        return CassandraLocation.parse(CassandraLocation.SCHEME + cluster.contact() + "/history?timeout-seconds=5&user="
                + USER + "&password-file=" + passwordFile());
    }
}
