package dev.wayside.kvstore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreContract;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.command.StoreLocations;
import dev.wayside.kvstore.engine.PerformanceLayoutOne;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** On the real Cassandra that {@code cassandra/cluster start} started in the directory WAYSIDE_CASSANDRA. */
@EnabledIfEnvironmentVariable(named = "WAYSIDE_CASSANDRA", matches = ".+", disabledReason = "no Cassandra runs here")
class CassandraHistoryStoreTest extends HistoryStoreContract {

    private static final CellKey CELL = new CellKey("cmcc", "70017");
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final CassandraLayout ONE_NODE = new CassandraLayout(1, 7, 0);

    private static TestKeyspace keyspace;

    private boolean isEmptied;

    @BeforeAll
    static void createStore() {
        keyspace = TestKeyspace.create(Samples.SETTINGS, ONE_NODE);
    }

    @AfterAll
    static void dropStore() {
        keyspace.close();
    }

    @Override
    protected HistoryStore open(StoreSettings settings) {
        if (!isEmptied) {
            keyspace.empty();
            isEmptied = true;
        }
        return keyspace.location().openOrCreate(settings);
    }

    @Test
    void aLongStayLiesInSeveralPartitionsAndIsReadInOrder() {
        List<Visit> stretches = new ArrayList<>();
        for (int stretch = 0; stretch < 12; stretch++) {
            for (long trace : new long[] {1, -1}) {
                VisitKey key = new VisitKey(CELL, MONDAY, new TraceId(trace), 3, stretch * 4_000);
                VisitSignal signal = new VisitSignal(key, 0, Samples.rsrp(new Random(stretch), 4_096), List.of());
                stretches.add(new Visit(signal, PerformanceSeries.unmeasured(4_096)));
            }
        }
        Collections.shuffle(stretches, new Random(5));
        try (HistoryStore store = keyspace.location().open()) {
            store.write(new HistoryBatch(stretches, List.of()));

            try (Stream<VisitSignal> signals = store.signals(CELL)) {
                assertThat(signals)
                        .containsExactlyElementsOf(stretches.stream()
                                .map(Visit::signal)
                                .sorted((a, b) -> a.key().compareTo(b.key()))
                                .toList());
            }
            assertThat(store.performance(stretches.stream()
                            .map(visit -> visit.signal().key())
                            .toList()))
                    .hasSize(stretches.size());
        }
        assertThat(keyspace.count("SELECT DISTINCT carrier, cell, first_day, slice FROM signal"))
                .isEqualTo(3);
    }

    @Test
    void aCellOfManyDaysIsReadInOrderAndDayByDayDeleted() {
        List<Visit> visits = new ArrayList<>();
        for (int day = -40; day < 260; day++) {
            visits.add(Samples.visit(CELL, MONDAY.plusDays(day), day, 0, 60, day));
        }
        try (HistoryStore store = keyspace.location().open()) {
            store.write(new HistoryBatch(visits, List.of()));
            for (int day = -40; day < 259; day++) {
                store.deleteDay("cmcc", MONDAY.plusDays(day));
            }

            try (Stream<VisitSignal> signals = store.signals(CELL)) {
                assertThat(signals).containsExactly(visits.get(299).signal());
            }
            store.deleteDay("cmcc", MONDAY.plusDays(259));
            try (Stream<String> carriers = store.carriers();
                    Stream<CellKey> cells = store.cells("cmcc", "")) {
                assertThat(carriers).isEmpty();
                assertThat(cells).isEmpty();
            }
        }
    }

    @Test
    void whatIsWrittenAfterADeletionByAWriterFromBeforeIsFound() {
        try (HistoryStore writer = keyspace.location().open();
                HistoryStore deleter = keyspace.location().open()) {
            writer.write(new HistoryBatch(List.of(Samples.visit(CELL, MONDAY, 1, 0, 60, 1)), List.of()));
            deleter.deleteDay("cmcc", MONDAY);
            Visit later = Samples.visit(CELL, MONDAY, 2, 0, 60, 2);
            writer.write(new HistoryBatch(List.of(later), List.of()));

            try (Stream<CellKey> cells = deleter.cells("cmcc", "");
                    Stream<VisitSignal> signals = deleter.signals(CELL)) {
                assertThat(cells).containsExactly(CELL);
                assertThat(signals).containsExactly(later.signal());
            }
        }
    }

    @Test
    void whatAnotherProcessChangesIsReadAtOnceAndToldSoonOnceAndInOrder() throws InterruptedException {
        BlockingQueue<Object> reported = new LinkedBlockingQueue<>();
        try (HistoryStore here = keyspace.location().open();
                HistoryStore elsewhere = keyspace.location().open()) {
            elsewhere.write(new HistoryBatch(List.of(Samples.visit(CELL, MONDAY, 1, 0, 60, 1)), List.of()));
            here.addListener(new HistoryListener() {
                @Override
                public void written(HistoryBatch batch) {
                    reported.add("here");
                }

                @Override
                public void writtenElsewhere(Set<CellKey> cells) {
                    reported.add(cells);
                }

                @Override
                public void dayDeleted(String carrier, LocalDate day) {
                    reported.add(carrier + day);
                }
            });
            CellKey other = new CellKey("cucc", "1");
            here.write(new HistoryBatch(List.of(Samples.visit(CELL, MONDAY, 2, 0, 60, 2)), List.of()));
            elsewhere.write(new HistoryBatch(List.of(Samples.visit(other, MONDAY, 3, 0, 60, 3)), List.of()));

            try (Stream<VisitSignal> signals = here.signals(other)) {
                assertThat(signals).hasSize(1);
            }
            assertThat(reported.poll(1, TimeUnit.MINUTES)).isEqualTo("here");
            assertThat(reported.poll(1, TimeUnit.MINUTES)).isEqualTo(Set.of(other));

            elsewhere.deleteDay("cucc", MONDAY);
            assertThat(reported.poll(1, TimeUnit.MINUTES)).isEqualTo("cucc" + MONDAY);
            assertThat(reported).isEmpty();
        }
    }

    @Test
    void aStoreIsCreatedOnceAndOtherSettingsAreRefusedOneByOne() {
        CassandraHistoryStore.create(keyspace.location(), Samples.SETTINGS, ONE_NODE);
        StoreSettings coarser = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneId.of("UTC"));

        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(
                        () -> CassandraHistoryStore.create(keyspace.location(), coarser, new CassandraLayout(1, 1, 90)))
                .withMessageContaining("sampling interval (ms) is 100 in the store, 1000 was requested")
                .withMessageContaining("days per partition are 7 in the store, 1 was requested")
                .withMessageContaining("retention (days) is 0 in the store, 90 was requested")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_SETTINGS));
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> keyspace.location().openOrCreate(coarser))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_SETTINGS));
    }

    @Test
    void whatIsWrittenWithARetentionEndsByItself() {
        try (TestKeyspace aging = TestKeyspace.create(Samples.SETTINGS, new CassandraLayout(1, 1, 30));
                HistoryStore store = aging.location().open()) {
            store.write(new HistoryBatch(List.of(Samples.visit(CELL, MONDAY, 1, 0, 60, 1)), List.of()));

            int day = 86_400;
            assertThat(aging.number("SELECT TTL(value) FROM signal")).isBetween(30 * day - 600, 30 * day);
            assertThat(aging.number("SELECT TTL(value) FROM performance")).isBetween(30 * day - 600, 30 * day);
        }
    }

    @Test
    void moreReplicasThanNodesAreRefused() {
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() ->
                        CassandraHistoryStore.create(TestKeyspace.unused(), Samples.SETTINGS, CassandraLayout.DEFAULT))
                .withMessageContaining("has 1 nodes, too few for 3 replicas")
                .withMessageContaining("--replicas")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISCONFIGURED));
    }

    @Test
    void aStoreThatWasNeverCreatedIsAbsent() {
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> TestKeyspace.unused().open())
                .withMessageContaining("there is no store at cassandra://")
                .withMessageContaining("wayside store init")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.ABSENT));
    }

    @Test
    void aKeyspaceOfSomethingElseIsAbsentToo() {
        try (TestKeyspace foreign = TestKeyspace.withoutAStore()) {
            assertThatExceptionOfType(HistoryStoreException.class)
                    .isThrownBy(() -> foreign.location().open())
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.ABSENT));
        }
    }

    @Test
    void aStoreWithoutTheTableOfMappingsGetsItWhenItIsCreatedAgain() {
        try (TestKeyspace older = TestKeyspace.create(Samples.SETTINGS, ONE_NODE)) {
            older.execute("DROP TABLE mapping");

            assertThatExceptionOfType(HistoryStoreException.class)
                    .isThrownBy(() -> older.location().open())
                    .withMessageContaining("run 'wayside store init' with its options again")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISCONFIGURED));

            CassandraHistoryStore.create(older.location(), Samples.SETTINGS, ONE_NODE);
            try (HistoryStore opened = older.location().open()) {
                assertThat(opened.mappings()).isEmpty();
            }
        }
    }

    @Test
    void aStoreOfVersionOneIsReadAndStoreInitUpgradesIt() {
        Visit visit = Samples.visit(CELL, MONDAY, 1, 0, 60, 1);
        VisitKey key = visit.signal().key();
        try (TestKeyspace older = TestKeyspace.create(Samples.SETTINGS, ONE_NODE)) {
            try (HistoryStore store = older.location().open()) {
                store.write(new HistoryBatch(List.of(visit), List.of()));
            }
            older.execute("UPDATE performance SET value = 0x"
                    + HexFormat.of().formatHex(PerformanceLayoutOne.encode(visit.performance()))
                    + " WHERE carrier = 'cmcc' AND cell = '70017' AND first_day = '2026-01-01' AND slice = 0"
                    + " AND day = '2026-01-05' AND trace = 0x0000000000000001 AND visit = 0 AND first_sample = 0");
            older.execute("UPDATE store SET format_version = '1' WHERE id = 0 IF EXISTS");

            try (HistoryStore store = older.location().openReadOnly()) {
                assertThat(store.performance(List.of(key))).isEqualTo(Map.of(key, visit.performance()));
                assertThatExceptionOfType(HistoryStoreException.class)
                        .isThrownBy(() -> store.write(new HistoryBatch(List.of(visit), List.of())))
                        .withMessageContaining("has format version 1, and can only be read");
            }
            assertThatExceptionOfType(HistoryStoreException.class)
                    .isThrownBy(() -> older.location().open())
                    .withMessageContaining("end all programs of earlier versions")
                    .withMessageContaining("run 'wayside store init' with its options again")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISCONFIGURED));

            CassandraHistoryStore.create(older.location(), Samples.SETTINGS, ONE_NODE);
            Visit newer = Samples.radioVisit(CELL, MONDAY, 2);
            try (HistoryStore store = older.location().open()) {
                assertThat(store.performance(List.of(key))).isEqualTo(Map.of(key, visit.performance()));
                store.write(new HistoryBatch(List.of(newer), List.of()));
                VisitKey newerKey = newer.signal().key();
                assertThat(store.performance(List.of(newerKey))).isEqualTo(Map.of(newerKey, newer.performance()));
            }
        }
    }

    @Test
    void aStoreOfANewerFormatIsRefused() {
        try (TestKeyspace newer = TestKeyspace.create(Samples.SETTINGS, ONE_NODE)) {
            newer.execute("UPDATE store SET format_version = '3' WHERE id = 0");

            assertThatExceptionOfType(HistoryStoreException.class)
                    .isThrownBy(() -> newer.location().open())
                    .withMessageContaining("format version 3")
                    .withMessageContaining("upgrade Wayside")
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NEWER_FORMAT));
        }
    }

    @Test
    void aDamagedValueIsReportedNotReturned() {
        try (HistoryStore store = keyspace.location().open()) {
            store.write(new HistoryBatch(List.of(Samples.visit(CELL, MONDAY, 1, 0, 60, 1)), List.of()));
            keyspace.execute(
                    "UPDATE signal SET value = 0x010203 WHERE carrier = 'cmcc' AND cell = '70017' AND first_day ="
                            + " '2026-01-01' AND slice = 0 AND day = '2026-01-05' AND trace = 0x0000000000000001 AND visit = 0"
                            + " AND first_sample = 0");
            assertThatExceptionOfType(HistoryStoreException.class)
                    .isThrownBy(() -> {
                        try (Stream<VisitSignal> signals = store.signals(CELL)) {
                            signals.toList();
                        }
                    })
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
        }
    }

    @Test
    void anotherDataCentreIsRefusedWithThoseThereAre() {
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> keyspace.location("dc=frankfurt").open())
                .withMessageContaining("no data centre 'frankfurt', but [datacenter1]")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISCONFIGURED));
        keyspace.location("dc=datacenter1").open().close();
    }

    @Test
    void aClusterThatDoesNotAnswerIsNamedNodeByNode(@TempDir Path folder) {
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> StoreLocations.parse("cassandra://127.0.0.1:1,localhost:2/nowhere")
                        .open())
                .withMessageContaining("no node of cassandra://127.0.0.1:1,localhost:2/nowhere answers")
                .withMessageContaining("127.0.0.1:1: no connection; localhost/127.0.0.1:2: no connection")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IO));
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> StoreLocations.parse("cassandra://no-such-host.invalid/nowhere")
                        .open())
                .withMessageContaining("no-such-host.invalid")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IO));
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> keyspace.location("user=me&password-file=" + folder.resolve("none"))
                        .open())
                .withMessageContaining("the password file")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.MISCONFIGURED));
        assertThat(Files.exists(folder.resolve("none"))).isFalse();
    }
}
