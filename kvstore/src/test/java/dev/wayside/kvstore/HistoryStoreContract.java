package dev.wayside.kvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link HistoryStore}. An implementation's test extends this and opens a store. */
public abstract class HistoryStoreContract {

    private static final CellKey CELL = new CellKey("cmcc", "70017");
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

    private HistoryStore store;

    /** A store that is empty the first time, and the same one again after it was closed. */
    protected abstract HistoryStore open(StoreSettings settings);

    @BeforeEach
    void openStore() {
        store = open(Samples.SETTINGS);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void anEmptyStoreHasNothing() {
        assertThat(carriers()).isEmpty();
        assertThat(cells("cmcc", "")).isEmpty();
        assertThat(signals(CELL)).isEmpty();
        assertThat(handovers(CELL)).isEmpty();
        assertThat(store.statistics().carriers()).isEmpty();
        assertThat(store.statistics().windows()).isZero();
    }

    @Test
    void whatWasWrittenIsReadBackAlsoAfterReopening() {
        Visit visit = Samples.visit(CELL, MONDAY, 1, 0, 80, 42);
        Handover handover = Samples.handover(CELL, visit.signal().startEpochMillis() + 8_000, HandoverKind.FAILURE);
        write(List.of(visit), List.of(handover));

        store.close();
        store = open(Samples.SETTINGS);

        assertThat(store.settings()).isEqualTo(Samples.SETTINGS);
        assertThat(signals(CELL)).containsExactly(visit.signal());
        assertThat(store.performance(List.of(visit.signal().key())))
                .isEqualTo(Map.of(visit.signal().key(), visit.performance()));
        assertThat(handovers(CELL)).containsExactly(handover);
    }

    @Test
    void signalsOfACellComeInTheOrderOfTheirKeysAndOnlyOfThatCell() {
        Random random = new Random(7);
        List<Visit> visits = new ArrayList<>();
        for (String cellId : List.of("70017", "7001", "700170", "\u00e9", "\ud83d\ude89")) {
            for (int i = 0; i < 20; i++) {
                LocalDate day = MONDAY.plusDays(random.nextInt(400) - 200);
                visits.add(Samples.visit(new CellKey("cmcc", cellId), day, random.nextLong(), i, 60, i));
            }
        }
        Collections.shuffle(visits, random);
        write(visits, List.of());

        for (CellKey cell :
                visits.stream().map(v -> v.signal().key().cell()).distinct().toList()) {
            List<VisitKey> expected = visits.stream()
                    .map(visit -> visit.signal().key())
                    .filter(key -> key.cell().equals(cell))
                    .sorted()
                    .toList();
            assertThat(signals(cell)).extracting(VisitSignal::key).containsExactlyElementsOf(expected);
            LocalDate day = expected.get(7).day();
            try (Stream<VisitSignal> ofDay = store.signals(cell, day)) {
                assertThat(ofDay)
                        .extracting(VisitSignal::key)
                        .containsExactlyElementsOf(expected.stream()
                                .filter(key -> key.day().equals(day))
                                .toList());
            }
        }
    }

    @Test
    void carriersAndCellsAreListedOnceInOrderAndCanBePagedThrough() {
        List<CellKey> keys = List.of(
                new CellKey("b", "1"),
                new CellKey("a", "20"),
                new CellKey("a", "3"),
                new CellKey("a", "20x"),
                new CellKey("ab", "9"));
        for (CellKey key : keys) {
            write(List.of(Samples.visit(key, MONDAY, 1, 0, 60, 1), Samples.visit(key, MONDAY, 2, 0, 60, 2)), List.of());
        }

        assertThat(carriers()).containsExactly("a", "ab", "b");
        assertThat(cells("a", "")).containsExactly("20", "20x", "3");
        assertThat(cells("a", "20")).containsExactly("20x", "3");
        assertThat(cells("a", "2")).containsExactly("20", "20x", "3");
        assertThat(cells("a", "3")).isEmpty();
        assertThat(cells("c", "")).isEmpty();
    }

    @Test
    void writingTheSameAgainChangesNothing() {
        Visit visit = Samples.visit(CELL, MONDAY, 1, 0, 80, 42);
        Handover handover = Samples.handover(CELL, 1_767_600_000_000L, HandoverKind.OUTAGE);
        write(List.of(visit), List.of(handover));
        StoreStatistics once = store.statistics();
        write(List.of(visit), List.of(handover));

        assertThat(store.statistics().carriers()).isEqualTo(once.carriers());
        assertThat(signals(CELL)).containsExactly(visit.signal());
        assertThat(handovers(CELL)).containsExactly(handover);
    }

    @Test
    void aLongerVisitReplacesTheShorterOneItGrewFrom() {
        write(List.of(Samples.visit(CELL, MONDAY, 1, 0, 30, 42)), List.of());
        Visit grown = Samples.visit(CELL, MONDAY, 1, 0, 90, 42);
        write(List.of(grown), List.of());

        assertThat(signals(CELL)).containsExactly(grown.signal());
    }

    @Test
    void handoversOfACellComeInOrderOfTime() {
        List<Handover> handovers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            handovers.add(Samples.handover(CELL, 1_767_600_000_000L + i * 7_777_777L, HandoverKind.values()[i % 3]));
        }
        List<Handover> shuffled = new ArrayList<>(handovers);
        Collections.shuffle(shuffled, new Random(3));
        write(List.of(), shuffled);

        assertThat(handovers(CELL)).containsExactlyElementsOf(handovers);
        assertThat(handovers(new CellKey("cmcc", "7001"))).isEmpty();
    }

    @Test
    void performanceOfUnknownKeysIsAbsent() {
        Visit visit = Samples.visit(CELL, MONDAY, 1, 0, 80, 42);
        write(List.of(visit), List.of());
        VisitKey unknown = new VisitKey(CELL, MONDAY, new TraceId(99), 0, 0);

        assertThat(store.performance(List.of(unknown, visit.signal().key())))
                .containsOnlyKeys(visit.signal().key());
    }

    @Test
    void theLastCalibrationIsKeptAlsoWhereItIsReopened() {
        assertThat(store.calibration()).isEmpty();
        store.keepCalibration(new byte[] {1});
        store.keepCalibration(new byte[] {2, 3});
        store.close();
        store = open(Samples.SETTINGS);
        assertThat(store.calibration())
                .hasValueSatisfying(kept -> assertThat(kept).containsExactly(2, 3));
    }

    @Test
    void mappingsAreKeptByNameAlsoWhereItIsReopened() {
        store.keepCalibration(new byte[] {9});
        store.keepMapping("trams", new byte[] {1});
        store.keepMapping("buses", new byte[] {2});
        store.keepMapping("trams-2", new byte[] {3});
        store.keepMapping("trams", new byte[] {4, 5});
        store.deleteMapping("trams-2");
        store.deleteMapping("unknown");
        store.close();
        store = open(Samples.SETTINGS);

        assertThat(store.mappings()).containsExactly("buses", "trams");
        assertThat(store.mapping("trams"))
                .hasValueSatisfying(kept -> assertThat(kept).containsExactly(4, 5));
        assertThat(store.mapping("trams-2")).isEmpty();
        assertThat(store.calibration())
                .hasValueSatisfying(kept -> assertThat(kept).containsExactly(9));
    }

    @Test
    void aDayIsDeletedOfOneCarrierAndItsSourcesAreForgotten() {
        CellKey other = new CellKey("cucc", "70017");
        LocalDate tuesday = MONDAY.plusDays(1);
        for (CellKey cell : List.of(CELL, other)) {
            for (LocalDate day : List.of(MONDAY, tuesday)) {
                Visit visit = Samples.visit(cell, day, 1, 0, 80, 42);
                write(
                        List.of(visit),
                        List.of(Samples.handover(cell, visit.signal().startEpochMillis(), HandoverKind.SUCCESS)));
            }
        }
        store.acknowledge("monday.csv");
        VisitKey deleted = Samples.visit(CELL, MONDAY, 1, 0, 80, 42).signal().key();

        store.deleteDay("cmcc", MONDAY);

        assertThat(signals(CELL)).extracting(signal -> signal.key().day()).containsExactly(tuesday);
        assertThat(handovers(CELL)).hasSize(1);
        assertThat(store.performance(List.of(deleted))).isEmpty();
        assertThat(signals(other)).hasSize(2);
        assertThat(store.isAcknowledged("monday.csv")).isFalse();
        assertThat(sources()).isEmpty();
        assertThat(cells("cmcc", "")).containsExactly(CELL.cellId());
        store.deleteDay("cmcc", tuesday);
        assertThat(cells("cmcc", "")).isEmpty();
        assertThat(carriers()).containsExactly("cucc");
    }

    @Test
    void handoversPastMidnightAreDeletedWithTheirOwnDayAlsoWhereNoVisitIsLeft() {
        Visit visit = Samples.visit(CELL, MONDAY, 1, 0, 80, 42);
        long nextDayMillis = MONDAY.plusDays(1).toEpochDay() * 86_400_000L;
        write(List.of(visit), List.of(Samples.handover(CELL, nextDayMillis, HandoverKind.SUCCESS)));

        store.deleteDay("cmcc", MONDAY);
        assertThat(handovers(CELL)).hasSize(1);
        assertThat(carriers()).isEmpty();
        try (Stream<Handover> all = store.allHandovers()) {
            assertThat(all).hasSize(1);
        }
        store.deleteDay("cmcc", MONDAY.plusDays(1));
        assertThat(handovers(CELL)).isEmpty();
    }

    @Test
    void acknowledgedSourcesAreRememberedAlsoAfterReopening() {
        assertThat(store.isAcknowledged("a.csv")).isFalse();
        store.acknowledge("a.csv");
        store.close();
        store = open(Samples.SETTINGS);

        assertThat(store.isAcknowledged("a.csv")).isTrue();
        assertThat(store.isAcknowledged("b.csv")).isFalse();
        assertThat(sources()).containsExactly("a.csv");
    }

    @Test
    void statisticsCountEverySampleOnceAndEveryWindow() {
        Visit whole = Samples.visit(CELL, MONDAY, 1, 0, 80, 1);
        Visit firstStretch = Samples.visit(CELL, MONDAY, 2, 0, 100, 2);
        // 100 samples hold 51 windows of 50; the next stretch begins with the 52nd.
        VisitKey key = new VisitKey(CELL, MONDAY, new TraceId(2), 0, 51);
        Visit secondStretch = new Visit(
                new VisitSignal(
                        key,
                        0,
                        RsrpSeries.ofDbm(Collections.nCopies(60, -90.0).stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()),
                        List.of()),
                PerformanceSeries.unmeasured(60));
        write(
                List.of(whole, firstStretch, secondStretch),
                List.of(
                        Samples.handover(CELL, 1, HandoverKind.FAILURE),
                        Samples.handover(CELL, 2, HandoverKind.OUTAGE)));

        StoreStatistics.CarrierStatistics carrier =
                store.statistics().carriers().get(0);
        assertThat(carrier.cells()).isEqualTo(1);
        assertThat(carrier.days()).containsExactly(MONDAY);
        assertThat(carrier.traces()).isEqualTo(2);
        assertThat(carrier.visits()).isEqualTo(2);
        assertThat(carrier.windows()).isEqualTo(31 + 51 + 11);
        assertThat(carrier.samples()).isEqualTo(80 + 100 + 11);
        assertThat(carrier.handovers())
                .isEqualTo(Map.of(HandoverKind.SUCCESS, 0L, HandoverKind.FAILURE, 1L, HandoverKind.OUTAGE, 1L));
    }

    @Test
    void manyThreadsMayWriteAndReadAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int trace = i;
                tasks.add(() -> {
                    write(List.of(Samples.visit(CELL, MONDAY, trace, 0, 60, trace)), List.of());
                    assertThat(signals(CELL)).isNotEmpty();
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(signals(CELL)).hasSize(200);
    }

    @Test
    void aListenerIsToldOfEveryChangeOnceItCanBeRead() {
        List<Object> reported = new ArrayList<>();
        store.addListener(new HistoryListener() {
            @Override
            public void written(HistoryBatch batch) {
                reported.add(batch);
                assertThat(signals(CELL)).hasSize(1);
            }

            @Override
            public void dayDeleted(String carrier, LocalDate day) {
                reported.add(carrier + day);
                assertThat(signals(CELL)).isEmpty();
            }
        });
        HistoryBatch batch = new HistoryBatch(List.of(Samples.visit(CELL, MONDAY, 1, 0, 80, 42)), List.of());

        store.write(batch);
        store.deleteDay("cmcc", MONDAY);

        assertThat(reported).containsExactly(batch, "cmcc" + MONDAY);
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        store.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> store.isAcknowledged("a"))
                .withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> store.signals(CELL));
        store = open(Samples.SETTINGS);
    }

    @Test
    void closingUnderAnOpenStreamIsRefused() {
        try (Stream<VisitSignal> signals = store.signals(CELL)) {
            assertThatIllegalStateException().isThrownBy(store::close).withMessageContaining("in progress");
            assertThat(signals).isEmpty();
        }
    }

    private void write(List<Visit> visits, List<Handover> handovers) {
        store.write(new HistoryBatch(visits, handovers));
    }

    private List<String> sources() {
        try (Stream<String> sources = store.acknowledgedSources()) {
            return sources.toList();
        }
    }

    private List<String> carriers() {
        try (Stream<String> carriers = store.carriers()) {
            return carriers.toList();
        }
    }

    private List<String> cells(String carrier, String after) {
        try (Stream<CellKey> cells = store.cells(carrier, after)) {
            return cells.map(CellKey::cellId).toList();
        }
    }

    private List<VisitSignal> signals(CellKey cell) {
        try (Stream<VisitSignal> signals = store.signals(cell)) {
            return signals.toList();
        }
    }

    private List<Handover> handovers(CellKey cell) {
        try (Stream<Handover> handovers = store.handovers(cell)) {
            return handovers.toList();
        }
    }
}
