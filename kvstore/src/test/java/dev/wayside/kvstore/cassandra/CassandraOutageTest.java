package dev.wayside.kvstore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A node that hangs, on the real Cassandra of one node that {@code cassandra/cluster start} started. */
@EnabledIfEnvironmentVariable(named = "WAYSIDE_CASSANDRA", matches = ".+", disabledReason = "no Cassandra runs here")
class CassandraOutageTest {

    private static final CellKey CELL = new CellKey("cmcc", "70017");
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

    @Test
    void aWriteThatIsCutOffFailsIsToldToNobodyAndIsMendedByWritingAgain() throws Exception {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            visits.add(Samples.visit(new CellKey("cmcc", "cell-" + i), MONDAY, i, 0, 80, i));
        }
        visits.add(Samples.visit(CELL, MONDAY, 1, 0, 80, 1));
        HistoryBatch batch = new HistoryBatch(visits, List.of());
        List<HistoryBatch> reported = new ArrayList<>();
        try (TestKeyspace keyspace = TestKeyspace.create(Samples.SETTINGS, new CassandraLayout(1, 7, 0));
                HistoryStore store = keyspace.location("timeout-seconds=2").open()) {
            store.addListener(new HistoryListener() {
                @Override
                public void written(HistoryBatch written) {
                    reported.add(written);
                }

                @Override
                public void dayDeleted(String carrier, LocalDate day) {}
            });
            TestCluster.ofOneNode().run("pause", "1");
            try {
                assertThatExceptionOfType(HistoryStoreException.class)
                        .isThrownBy(() -> store.write(batch))
                        .withMessageContaining("did not answer within 2 s")
                        .withMessageContaining("repeat the rest")
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IO));
                assertThatExceptionOfType(HistoryStoreException.class)
                        .isThrownBy(() -> store.acknowledge("cut-off.csv"));
                assertThatExceptionOfType(HistoryStoreException.class)
                        .isThrownBy(() -> store.signals(CELL))
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IO));
                assertThat(reported).isEmpty();
            } finally {
                TestCluster.ofOneNode().run("resume", "1");
            }

            writeUntilItSucceeds(store, batch);

            assertThat(reported).containsExactly(batch);
            assertThat(store.statistics().carriers().get(0).visits()).isEqualTo(visits.size());
            try (Stream<VisitSignal> signals = store.signals(CELL)) {
                assertThat(signals).containsExactly(visits.get(500).signal());
            }
        }
    }

    /** The node may not have found its feet yet. */
    private static void writeUntilItSucceeds(HistoryStore store, HistoryBatch batch) {
        HistoryStoreException last = null;
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                store.write(batch);
                return;
            } catch (HistoryStoreException e) {
                last = e;
            }
        }
        throw new AssertionError("still no writing", last);
    }
}
