package dev.wayside.kvstore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Loses a node of three. On the cluster that was started in the directory WAYSIDE_CASSANDRA_THREE:
 *
 * <pre>
 * kvstore/cassandra/cluster start /tmp/three --nodes 3
 * WAYSIDE_CASSANDRA_THREE=/tmp/three mvn -pl .,kvstore test -Dtest=CassandraClusterTest
 * kvstore/cassandra/cluster stop /tmp/three
 * </pre>
 */
@EnabledIfEnvironmentVariable(
        named = "WAYSIDE_CASSANDRA_THREE",
        matches = ".+",
        disabledReason = "no Cassandra of three nodes runs here")
class CassandraClusterTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final int CELLS = 200;
    private static final int VISITS_PER_BATCH = 100;
    private static final int BATCHES_BEFORE = 20;
    private static final int BATCHES_WITHOUT = 60;
    private static final String DEAD = "3";

    private final Queue<Visit> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private int nextVisit;
    private long slowestWriteMillis;
    private long slowestReadMillis;

    @Test
    void aKilledNodeStopsNobodyLosesNothingAndHoldsTheSameAgainOnceRepaired() throws Exception {
        TestCluster cluster = new TestCluster(Path.of(System.getenv("WAYSIDE_CASSANDRA_THREE")));
        try (TestKeyspace keyspace = TestKeyspace.create(cluster, Samples.SETTINGS, CassandraLayout.DEFAULT);
                HistoryStore store = keyspace.location().open()) {
            writeThroughAKill(cluster, store);

            assertThat(failures).isEmpty();
            assertEverythingIsThere(store);
            cluster.run("restart", DEAD);
            assertEverythingIsThere(store);
            cluster.run("tool", DEAD, "repair", "--full", keyspace.name());
            // The nodes compare all of their data by hash trees.
            assertThat(cluster.run("tool", DEAD, "repair", "--full", "--preview", keyspace.name()))
                    .contains("Previewed data was in sync");
        }
        System.out.printf(
                "%d visits written through the death of a node; slowest batch of %d visits %d ms, slowest cell read %d ms%n",
                acknowledged.size(), VISITS_PER_BATCH, slowestWriteMillis, slowestReadMillis);
    }

    private void writeThroughAKill(TestCluster cluster, HistoryStore store) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch midway = new CountDownLatch(BATCHES_BEFORE);
        try {
            Future<?> writer = threads.submit(() -> {
                for (int i = 0; i < BATCHES_BEFORE + BATCHES_WITHOUT; i++) {
                    write(store);
                    midway.countDown();
                }
            });
            Future<?> reader = threads.submit(() -> {
                while (!done.get()) {
                    read(store);
                }
            });
            assertThat(midway.await(5, TimeUnit.MINUTES)).isTrue();
            cluster.run("kill", DEAD);
            writer.get();
            done.set(true);
            reader.get();
        } finally {
            done.set(true);
            threads.shutdown();
        }
    }

    private void write(HistoryStore store) {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < VISITS_PER_BATCH; i++) {
            visits.add(Samples.visit(cell(nextVisit), MONDAY.plusDays(nextVisit % 10), nextVisit, 0, 80, nextVisit));
            nextVisit++;
        }
        long start = System.nanoTime();
        try {
            store.write(new HistoryBatch(visits, List.of()));
            acknowledged.addAll(visits);
        } catch (HistoryStoreException e) {
            failures.add(e);
        }
        slowestWriteMillis = Math.max(slowestWriteMillis, (System.nanoTime() - start) / 1_000_000);
    }

    /** A query's part in the store: a cell, and the performance of a few of its visits. */
    private void read(HistoryStore store) {
        long start = System.nanoTime();
        try (Stream<VisitSignal> signals = store.signals(cell(acknowledged.size()))) {
            List<VisitKey> keys = signals.limit(10).map(VisitSignal::key).toList();
            assertThat(store.performance(keys)).hasSameSizeAs(keys);
        } catch (HistoryStoreException e) {
            failures.add(e);
        }
        slowestReadMillis = Math.max(slowestReadMillis, (System.nanoTime() - start) / 1_000_000);
    }

    private void assertEverythingIsThere(HistoryStore store) {
        for (int cell = 0; cell < CELLS; cell++) {
            CellKey key = cell(cell);
            List<Visit> expected = acknowledged.stream()
                    .filter(visit -> visit.signal().key().cell().equals(key))
                    .sorted((a, b) -> a.signal().key().compareTo(b.signal().key()))
                    .toList();
            try (Stream<VisitSignal> signals = store.signals(key)) {
                assertThat(signals)
                        .containsExactlyElementsOf(
                                expected.stream().map(Visit::signal).toList());
            }
            Map<VisitKey, PerformanceSeries> performance = store.performance(
                    expected.stream().map(visit -> visit.signal().key()).toList());
            expected.forEach(
                    visit -> assertThat(performance.get(visit.signal().key())).isEqualTo(visit.performance()));
        }
    }

    private static CellKey cell(int number) {
        return new CellKey("cmcc", Integer.toString(100_000 + number % CELLS));
    }
}
