package dev.wayside.traceingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics.CarrierStatistics;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.WindowId;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.row.Rejection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a log on disk to what the store holds. */
class IngestionTest {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneId.of("UTC"));
    private static final long START = Instant.parse("2026-01-05T07:00:00Z").toEpochMilli();

    @TempDir
    private Path folder;

    private HistoryStore store;
    private Log log;

    @BeforeEach
    void openStore() {
        store = RocksDbHistoryStore.openOrCreate(folder.resolve("store"), SETTINGS);
        log = new Log();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void aVisitIsWhatLiesBetweenTwoChangesOfCell() throws Exception {
        log.cell("A", 80, -90).cell("B", 60, -95).cell("A", 70, -92);
        ingest();

        assertThat(signals("A")).extracting(signal -> signal.rsrp().length()).containsExactly(80, 70);
        assertThat(signals("A"))
                .extracting(signal -> signal.key().visitNumber())
                .containsExactly(0, 2);
        assertThat(signals("A").get(0).startEpochMillis()).isEqualTo(START);
        assertThat(signals("A").get(1).startEpochMillis()).isEqualTo(START + 14_000);
        assertThat(signals("B").get(0).rsrp().toDbm()).containsOnly(-95.0).hasSize(60);
        assertThat(store.statistics().windows()).isEqualTo(31 + 11 + 21);
    }

    @Test
    void performanceRunsOnIntoTheNextVisitForOneLookAhead() throws Exception {
        log.downlink(1e6).cell("A", 80, -90).downlink(2e6).cell("B", 60, -90);
        ingest();

        PerformanceSeries ofA = performance(signals("A").get(0));
        assertThat(ofA.length()).isEqualTo(80 + 50);
        assertThat(ofA.value(Quantity.DOWNLINK_BPS, 79)).isEqualTo(1e6);
        assertThat(ofA.value(Quantity.DOWNLINK_BPS, 80)).isEqualTo(2e6);
        assertThat(ofA.value(Quantity.DOWNLINK_BPS, 129)).isEqualTo(2e6);
        assertThat(ofA.value(Quantity.RTT_MILLIS, 0)).isNaN();
        // The last visit has only itself: the trace ends there.
        assertThat(performance(signals("B").get(0)).length()).isEqualTo(60);
    }

    @Test
    void shortGapsAreDrawnStraightAndLongOnesEndTheVisit() throws Exception {
        log.cell("A", 10, -80).gap(1_000).cell("A", 10, -91).gap(3_100).cell("A", 10, -91);
        ingest();

        List<VisitSignal> visits = signals("A");
        assertThat(visits).hasSize(2);
        assertThat(visits.get(0).rsrp().length()).isEqualTo(30);
        for (int i = 0; i <= 11; i++) {
            assertThat(visits.get(0).rsrp().dbm(9 + i)).isCloseTo(-80 - i, within(1 / 16.0));
        }
        assertThat(store.statistics().carriers().get(0).handovers()).containsValues(0L, 0L, 0L);
    }

    @Test
    void rowsOfOneGridStepAreAveraged() throws Exception {
        log.row("A", -80).backTo(50).row("A", -90).cell("A", 9, -85);
        ingest();

        assertThat(signals("A").get(0).rsrp().dbm(0)).isEqualTo(-85);
        assertThat(signals("A").get(0).rsrp().length()).isEqualTo(10);
    }

    @Test
    void aLogOfOneRowASecondIsInterpolatedOntoAFinerGrid() throws Exception {
        log.step(1_000).cell("A", 20, -90).cell("B", 5, -90);
        IngestReport report = ingest();

        assertThat(signals("A").get(0).rsrp().length()).isEqualTo(191);
        assertThat(report.total().interpolatedSamples()).isEqualTo(171 + 36);
        // A second between two rows is how this log is sampled, no disconnection.
        assertThat(handovers("A")).extracting(Handover::kind).containsExactly(HandoverKind.SUCCESS);
    }

    @Test
    void aChangeOfCellAfterSilenceIsAFailureAndAnOutageIfTheSignalWasGone() throws Exception {
        log.cell("A", 60, -100).gap(1_000).cell("B", 60, -121).gap(2_000).cell("C", 60, -90);
        ingest();

        Handover failure = handovers("A").get(0);
        assertThat(failure.kind()).isEqualTo(HandoverKind.FAILURE);
        assertThat(failure.disconnectionMillis()).isEqualTo(1_000);
        assertThat(failure.epochMillis()).isEqualTo(START + 5_900);
        assertThat(failure.targetCellId()).isEqualTo("B");
        assertThat(handovers("B")).extracting(Handover::kind).containsExactly(HandoverKind.OUTAGE);
    }

    @Test
    void rowsWithoutCoverageMakeAnOutageEvenWhereTheCellComesBack() throws Exception {
        log.cell("A", 60, -100).uncovered(25).cell("A", 60, -100);
        IngestReport report = ingest();

        Handover outage = handovers("A").get(0);
        assertThat(outage.kind()).isEqualTo(HandoverKind.OUTAGE);
        assertThat(outage.disconnectionMillis()).isEqualTo(2_500);
        assertThat(outage.targetCellId()).isEqualTo("A");
        assertThat(signals("A")).hasSize(2);
        assertThat(report.total().uncoveredRows()).isEqualTo(25);
    }

    @Test
    void whatTheLogCallsAnEventStands() throws Exception {
        log.cell("A", 60, -90)
                .event("handover_failure")
                .cell("B", 60, -90)
                .event("outage")
                .cell("C", 60, -90);
        ingest();

        assertThat(handovers("A")).extracting(Handover::kind).containsExactly(HandoverKind.FAILURE);
        assertThat(handovers("B")).extracting(Handover::kind).containsExactly(HandoverKind.OUTAGE);
    }

    @Test
    void aSilenceWithRejectedRowsInItSaysNothingAboutCoverage() throws Exception {
        log.cell("A", 60, -100).row("A", -300).gap(1_500).cell("B", 60, -100);
        IngestReport report = ingest();

        assertThat(report.total().rejectedRows()).containsEntry(Rejection.RSRP_OUT_OF_RANGE, 1L);
        assertThat(handovers("A")).isEmpty();
        assertThat(signals("B")).hasSize(1);
    }

    @Test
    void rowsWithoutCoverageStandAlsoWhereOthersCouldNotBeRead() throws Exception {
        log.cell("A", 60, -100)
                .row("A", -300)
                .row("A", -300)
                .uncovered(10)
                .row("B", -300)
                .cell("B", 60, -100);
        ingest();

        assertThat(handovers("A"))
                .extracting(Handover::kind, Handover::disconnectionMillis)
                .containsExactly(tuple(HandoverKind.OUTAGE, 1_000));
    }

    @Test
    void whereAPlaceStandsForTheCellOnlyWhatTheLogSaysIsAHandover() throws Exception {
        StringBuilder text =
                new StringBuilder("Timestamp,lat,long,gpsspeed,LTE_HO,MN_HO,eNB_to_ENDC,gNB_Rel,gNB_HO,RLF,"
                        + "RSRP,RSRP1,RSRP2,dl-loss,ul-loss,dl-latency,ul-latency\n");
        for (int i = 0; i < 60; i++) {
            text.append("2026-01-05 07:00:%02d,-,-,-,%d,0,0,0,0,%d,-90,-95,0,%d,0,0.01,0.01%n"
                    .formatted(i, i == 12 ? 1 : 0, i == 50 ? 1 : 0, i == 49 || i == 50 ? 250 : 0));
        }
        Path ride = Files.writeString(folder.resolve("2026-01-05_x_#01_B3.csv"), text);
        StoreSettings seconds = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneId.of("UTC"));
        try (HistoryStore other = RocksDbHistoryStore.openOrCreate(folder.resolve("ride-store"), seconds)) {
            IngestReport report = again(other, ride);

            assertThat(report.total().handovers())
                    .containsExactly(Map.entry(HandoverKind.SUCCESS, 1L), Map.entry(HandoverKind.FAILURE, 1L));
            assertThat(signals(other, "B3", "odd-000"))
                    .extracting(signal -> signal.rsrp().length())
                    .containsExactly(12, 18);
            VisitSignal second = signals(other, "B3", "odd-030").get(0);
            assertThat(second.rsrp().length()).isEqualTo(20);
            assertThat(second.handovers().get(0).disconnectionMillis()).isEqualTo(1_000);
            assertThat(other.performance(List.of(second.key()))
                            .get(second.key())
                            .value(Quantity.NEIGHBOUR_RSRP_DBM, 3))
                    .isEqualTo(-95);
        }
    }

    @Test
    void aVisitKnowsTheHandoversOfItsLookAheadAlsoInLaterCells() throws Exception {
        log.cell("A", 60, -90).cell("B", 20, -90).event("outage").cell("C", 60, -90);
        ingest();

        assertThat(signals("A").get(0).handovers())
                .extracting(Handover::targetCellId, Handover::kind)
                .containsExactly(tuple("B", HandoverKind.SUCCESS), tuple("C", HandoverKind.OUTAGE));
        assertThat(signals("C").get(0).handovers()).isEmpty();
    }

    @Test
    void aLongSilenceBeginsANewTrace() throws Exception {
        log.cell("A", 60, -90).gap(301_000).cell("A", 60, -90);
        IngestReport report = ingest();

        assertThat(report.total().traces()).isEqualTo(2);
        assertThat(signals("A")).extracting(signal -> signal.key().trace()).doesNotHaveDuplicates();
        assertThat(signals("A"))
                .extracting(signal -> signal.key().visitNumber())
                .containsExactly(0, 0);
    }

    @Test
    void timeThatGoesBackIsLeftOutAndTheRestKept() throws Exception {
        log.cell("A", 60, -90).backTo(-2_000).row("A", -50).backTo(2_100).cell("A", 40, -90);
        IngestReport report = ingest();

        assertThat(report.total().rejectedRows()).containsExactly(Map.entry(Rejection.TIME_BACKWARDS, 1L));
        assertThat(signals("A").get(0).rsrp().toDbm()).containsOnly(-90.0).hasSize(100);
    }

    @Test
    void twoCarriersInOneLogAreTwoTraces() throws Exception {
        for (int i = 0; i < 80; i++) {
            log.carrier("cmcc").row("1", -90).backTo(0).carrier("cucc").row("1", -100);
        }
        ingest();

        assertThat(store.statistics().carriers())
                .extracting(CarrierStatistics::carrier)
                .containsExactly("cmcc", "cucc");
        assertThat(store.statistics().carriers())
                .extracting(CarrierStatistics::windows)
                .containsExactly(31L, 31L);
    }

    @Test
    void daysAreCountedInTheZoneOfTheStore() throws Exception {
        StoreSettings shanghai = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneId.of("Asia/Shanghai"));
        try (HistoryStore east = RocksDbHistoryStore.openOrCreate(folder.resolve("east"), shanghai)) {
            log.startAt(Instant.parse("2026-01-05T15:59:58Z").toEpochMilli())
                    .cell("A", 60, -90)
                    .cell("B", 60, -90);
            Ingestion.into(east, IngestSettings.DEFAULT, new IngestListener() {})
                    .run(List.of(log.write()));
            assertThat(days(east, "A")).containsExactly(LocalDate.of(2026, 1, 5));
            assertThat(days(east, "B")).containsExactly(LocalDate.of(2026, 1, 6));
        }
    }

    @Test
    void theIdOfATraceDoesNotDependOnTheNameOrLengthOfItsLog() throws Exception {
        log.cell("A", 80, -90).cell("B", 80, -90);
        ingest();
        List<VisitSignal> before = signals("A");

        Path grown = Files.writeString(folder.resolve("renamed.csv"), Files.readString(log.file));
        Log more = new Log();
        more.millis = log.millis;
        more.cell("B", 40, -90);
        Files.writeString(grown, more.text.substring(more.text.indexOf("\n") + 1), StandardOpenOption.APPEND);
        Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {}).run(List.of(grown));

        assertThat(signals("A")).isEqualTo(before);
        assertThat(signals("B")).hasSize(1);
        assertThat(signals("B").get(0).rsrp().length()).isEqualTo(120);
    }

    @Test
    void aVisitWithoutEndIsStoredInStretchesThatHoldEveryWindowOnce() throws Exception {
        for (int stride : new int[] {1, 3, 50}) {
            StoreSettings settings = new StoreSettings(100, 50, stride, 5_000, 3_000, ZoneId.of("UTC"));
            Log parked = new Log();
            Random random = new Random(stride);
            List<Double> truth = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                double dbm = -100 + random.nextInt(160) / 8.0;
                truth.add(dbm);
                parked.row("A", dbm);
            }
            try (HistoryStore other = RocksDbHistoryStore.openOrCreate(folder.resolve("stride" + stride), settings)) {
                Ingestion.into(other, IngestSettings.DEFAULT, new IngestListener() {})
                        .run(List.of(parked.write()));
                Set<WindowId> windows = new HashSet<>();
                for (VisitSignal stretch : signals(other, "A")) {
                    int first = stretch.key().firstSample();
                    assertThat(first % stride).isZero();
                    assertThat(stretch.startEpochMillis()).isEqualTo(START + first * 100L);
                    for (int i = 0; i < settings.windowsIn(stretch.rsrp().length()); i++) {
                        assertThat(windows.add(stretch.key().window(i * stride)))
                                .isTrue();
                    }
                    for (int i = 0; i < stretch.rsrp().length(); i++) {
                        assertThat(stretch.rsrp().dbm(i)).isEqualTo(truth.get(first + i));
                    }
                }
                assertThat(windows).hasSize(settings.windowsIn(20_000));
                assertThat(other.statistics().carriers().get(0).visits()).isEqualTo(1);
            }
        }
    }

    @Test
    void anythingIngestedTwiceIsThereOnce() throws Exception {
        log.cell("A", 80, -90).uncovered(30).cell("B", 80, -90);
        ingest();
        List<CarrierStatistics> once = store.statistics().carriers();
        IngestReport again = Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                .run(List.of(log.file));
        assertThat(again.skippedLogs()).isEqualTo(1);
        IngestSettings forced = new IngestSettings(LogReading.AS_LOGGED, HandoverRule.DEFAULT, 1, true);
        IngestReport twice =
                Ingestion.into(store, forced, new IngestListener() {}).run(List.of(log.file));

        assertThat(twice.storedLogs()).isEqualTo(1);
        assertThat(store.statistics().carriers()).isEqualTo(once);
    }

    @Test
    void aDamagedArchiveInAFolderKeepsNoOtherLogFromBeingRead() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.writeString(logs.resolve("broken.zip"), "PK and nothing more");
        log.file = logs.resolve("good.csv");
        log.cell("A", 60, -90).write();
        IngestReport report = Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                .run(List.of(logs));

        assertThat(report.storedLogs()).isEqualTo(1);
        assertThat(report.failures())
                .singleElement()
                .asString()
                .contains("broken.zip: cannot be read (not a readable zip archive)");
        assertThat(signals("A")).hasSize(1);
    }

    /** The worst outages outlast the look-ahead; a prediction must know of them too. */
    @ParameterizedTest
    @ValueSource(ints = {2, 25, 49, 51, 80, 300, 2_400})
    void anOutageOfAnyLengthLiesInTheLookAheadOfTheVisitBefore(int uncoveredRows) throws Exception {
        log.cell("A", 60, -100).uncovered(uncoveredRows).cell("B", 60, -100);
        ingest();

        assertThat(handovers("A")).extracting(Handover::kind).containsExactly(HandoverKind.OUTAGE);
        assertThat(signals("A").get(0).handovers()).isEqualTo(handovers("A"));
        assertThat(performance(signals("A").get(0)).length()).isEqualTo(60 + 50);
    }

    @Test
    void hoursWithoutCoverageEndTheVisitButNotTheKnowledgeOfWhereItWas() throws Exception {
        log.cell("A", 60, -100).uncovered(40_000).cell("B", 60, -100);
        ingest();

        Handover outage = handovers("A").get(0);
        assertThat(outage.kind()).isEqualTo(HandoverKind.OUTAGE);
        assertThat(outage.disconnectionMillis()).isEqualTo(4_000_000);
        assertThat(outage.targetCellId()).isEqualTo("B");
        assertThat(performance(signals("A").get(0)).length()).isEqualTo(60 + 50);
    }

    @Test
    void aLogReadInAFormatItIsNotOfFailsAsAWhole() throws Exception {
        log.cell("A", 60, -90);
        IngestSettings asNdjson = IngestSettings.DEFAULT.withReading(LogReading.AS_LOGGED.withFormat(LogFormat.NDJSON));
        IngestReport report =
                Ingestion.into(store, asNdjson, new IngestListener() {}).run(List.of(log.write()));

        assertThat(report.failures())
                .singleElement()
                .asString()
                .contains("none of its 61 rows can be read in this format");
        assertThat(store.statistics().carriers()).isEmpty();
    }

    @Test
    void aRejectedRowOfOneCarrierCostsAnotherNoHandover() throws Exception {
        for (int i = 0; i < 120; i++) {
            log.carrier("cmcc")
                    .row(i < 60 ? "A" : "B", -90)
                    .backTo(0)
                    .carrier("cucc")
                    .row("1", -300);
        }
        ingest();

        assertThat(handovers("A")).extracting(Handover::kind).containsExactly(HandoverKind.SUCCESS);
    }

    @Test
    void aSilenceIsNoPartOfItsOwnYardstick() throws Exception {
        log.cell("A", 8, -100).gap(2_000).cell("B", 60, -100);
        ingest();

        assertThat(handovers("A")).extracting(Handover::kind).containsExactly(HandoverKind.FAILURE);
    }

    @Test
    void performanceBesideALogIsThatOfItsTracesAndNoSignOfCoverage() throws Exception {
        Path train = Files.createDirectory(folder.resolve("train"));
        Path coverage = train.resolve("coverage.csv");
        coverageLog(coverage, "A,A,A,A,A,A,A,-,-,-,-,-,B,B,B,B,B");
        Files.writeString(train.resolve("netzlog_1.csv"), """
                timestamp,latitude,longitude,distance_m,ping_192.0.2.1,ping_192.0.2.2
                2026-01-05 06:59:59,1,2,3,10,10
                2026-01-05 07:00:02,1,2,3,40,50
                whenever,1,2,3,40,50
                2026-01-05 07:00:10,1,2,3,,
                2026-01-05 07:00:16,1,2,3,,60
                2026-01-05 09:00:00,1,2,3,70,70
                """);
        StoreSettings seconds = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneId.of("UTC"));
        try (HistoryStore other = RocksDbHistoryStore.openOrCreate(folder.resolve("train-store"), seconds)) {
            IngestReport report = Ingestion.into(other, IngestSettings.DEFAULT, new IngestListener() {})
                    .run(List.of(train));

            assertThat(report.failures()).isEmpty();
            assertThat(report.storedLogs()).isEqualTo(1);
            assertThat(report.skippedLogs()).isEqualTo(1);
            assertThat(report.total().rows()).isEqualTo(17 + 3 + 1);
            assertThat(report.total().performanceRows()).isEqualTo(3);
            assertThat(report.total().rejectedRows()).containsExactly(Map.entry(Rejection.TIME_UNREADABLE, 1L));
            VisitSignal before = signals(other, "262-01", "A").get(0);
            PerformanceSeries ofA = other.performance(List.of(before.key())).get(before.key());
            assertThat(ofA.value(Quantity.RTT_MILLIS, 2)).isEqualTo(45);
            assertThat(ofA.value(Quantity.LOSS, 2)).isZero();
            assertThat(ofA.value(Quantity.RTT_MILLIS, 0)).isNaN();
            assertThat(ofA.value(Quantity.LOSS, 10)).isEqualTo(1);
            VisitSignal after = signals(other, "262-01", "B").get(0);
            PerformanceSeries ofB = other.performance(List.of(after.key())).get(after.key());
            assertThat(ofB.value(Quantity.RTT_MILLIS, 4)).isEqualTo(60);
            assertThat(ofB.value(Quantity.LOSS, 4)).isEqualTo(0.5);
            assertThat(before.handovers()).extracting(Handover::kind).containsExactly(HandoverKind.OUTAGE);
            assertThat(before.handovers().get(0).disconnectionMillis()).isEqualTo(5_000);

            assertThat(again(other, train).storedLogs()).isZero();
            Files.writeString(train.resolve("netzlog_2.csv"), "timestamp,ping_a\n2026-01-05 07:00:03,99\n");
            assertThat(again(other, train).storedLogs()).isEqualTo(1);
            assertThat(other.performance(List.of(before.key()))
                            .get(before.key())
                            .value(Quantity.RTT_MILLIS, 3))
                    .isEqualTo(99);
        }
    }

    private static IngestReport again(HistoryStore other, Path logs) throws IOException, InterruptedException {
        return Ingestion.into(other, IngestSettings.DEFAULT, new IngestListener() {})
                .run(List.of(logs));
    }

    /** A row a second; {@code -} is no coverage. */
    private static void coverageLog(Path file, String cells) throws IOException {
        StringBuilder text = new StringBuilder("Typ,SIM Mobile Country Code,SIM Mobile Network Code,"
                + "Netzwerk Mobile Country Code,Netzwerk Mobile Network Code,Cell-ID,Signalstärke (RSRP) [dBm],"
                + "Breitengrad,Längengrad,Datum,Uhrzeit\n");
        int second = 0;
        for (String cell : cells.split(",")) {
            boolean covered = !cell.equals("-");
            text.append("%s,262,01,262,01,%s,%s,52,8,05.01.26,07:00:%02d%n"
                    .formatted(covered ? "4G" : "kein Netz", cell, covered ? "-90" : "-", second++));
        }
        Files.writeString(file, text);
    }

    @Test
    void whatNeitherLogNorNameTellsIsAskedFor() throws Exception {
        Path phone = Files.writeString(folder.resolve("phone.log"), """
                08-13 15:00:00.000  1  1 D cellinfo: onCellInfoChanged: LTE Cell Bands: [2] Bandwidth: 5 Cell ID: 7 Physical Cell ID: 1 Tracking Area Code: 1 EARFCN: 850
                08-13 15:00:00.100  1  1 D cellinfo: onsignalStrengthsChanged: LTE Signal Strength info: rsrp: -80 rsrq: -9 rssi: -51 rssnr: 2
                08-13 15:00:00.200  1  1 D cellinfo: 46 bytes from 192.0.2.1: icmp_seq=1 ttl=41 time=80 ms
                """);
        Path folderOfThis = phone.getParent();
        assertThat(again(store, phone).failures())
                .singleElement()
                .asString()
                .contains("its lines and its name have no year; give it with --year");
        LogReading reading =
                LogReading.AS_LOGGED.withYear(2022).withCarriers(Map.of("phone", "cmcc", "tablet", "cucc"));
        IngestReport report = Ingestion.into(
                        store, IngestSettings.DEFAULT.withReading(reading), new IngestListener() {})
                .run(List.of(phone));
        assertThat(report.failures()).isEmpty();
        assertThat(signals("7").get(0).key().day()).isEqualTo(LocalDate.of(2022, 8, 13));

        Path romes = Files.writeString(
                folderOfThis.resolve("xcal.csv"),
                "TIME_STAMP,LTE KPI PCell Serving PCI,LTE KPI PCell Serving EARFCN(DL),LTE KPI PCell Serving RSRP[dBm]\n");
        assertThat(again(store, romes).failures())
                .singleElement()
                .asString()
                .contains("neither its columns nor the mapping name the carrier: mapping xcal; name it with --carrier");
        IngestSettings wrongMapping =
                IngestSettings.DEFAULT.withReading(LogReading.AS_LOGGED.withMapping(ColumnMapping.of("cradlepoint")));
        assertThat(Ingestion.into(store, wrongMapping, new IngestListener() {})
                        .run(List.of(romes))
                        .failures())
                .singleElement()
                .asString()
                .contains(
                        "the header lacks Timestamp, ",
                        "which mapping cradlepoint names; its columns are TIME_STAMP, ");
    }

    @Test
    void aDeletedDayCanBeIngestedAgain() throws Exception {
        log.cell("A", 80, -90);
        ingest();
        store.deleteDay("cmcc", LocalDate.of(2026, 1, 5));
        assertThat(signals("A")).isEmpty();
        ingest();

        assertThat(signals("A")).hasSize(1);
    }

    private IngestReport ingest() throws IOException, InterruptedException {
        return Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                .run(List.of(log.write()));
    }

    private List<VisitSignal> signals(String cellId) {
        return signals(store, cellId);
    }

    private static List<VisitSignal> signals(HistoryStore from, String cellId) {
        return signals(from, "cmcc", cellId);
    }

    private static List<VisitSignal> signals(HistoryStore from, String carrier, String cellId) {
        try (Stream<VisitSignal> signals = from.signals(new CellKey(carrier, cellId))) {
            return signals.sorted((a, b) -> Long.compare(a.startEpochMillis(), b.startEpochMillis()))
                    .toList();
        }
    }

    private static List<LocalDate> days(HistoryStore from, String cellId) {
        return signals(from, cellId).stream().map(signal -> signal.key().day()).toList();
    }

    private PerformanceSeries performance(VisitSignal signal) {
        return store.performance(List.of(signal.key())).get(signal.key());
    }

    private List<Handover> handovers(String cellId) {
        try (Stream<Handover> handovers = store.handovers(new CellKey("cmcc", cellId))) {
            return handovers.toList();
        }
    }

    /** Writes a canonical log row by row. */
    private final class Log {

        private final StringBuilder text = new StringBuilder("time,carrier,cell,rsrp_dbm,downlink_bps,event\n");
        private Path file = folder.resolve("log.csv");
        private long millis = START;
        private long stepMillis = 100;
        private String carrier = "cmcc";
        private String downlinkBps = "";
        private String event = "";

        private Log row(String cell, double dbm) {
            return line(cell + "," + dbm);
        }

        private Log cell(String cell, int rows, double dbm) {
            for (int i = 0; i < rows; i++) {
                row(cell, dbm);
            }
            return this;
        }

        private Log uncovered(int rows) {
            for (int i = 0; i < rows; i++) {
                line(",");
            }
            return this;
        }

        private Log line(String cellAndSignal) {
            text.append("%s,%s,%s,%s,%s%n".formatted(millis, carrier, cellAndSignal, downlinkBps, event));
            millis += stepMillis;
            event = "";
            return this;
        }

        /** The next row comes so much later than it would. */
        private Log gap(long gapMillis) {
            millis += gapMillis;
            return this;
        }

        /** The next row comes so long after the last one. */
        private Log backTo(long afterLastMillis) {
            millis += afterLastMillis - stepMillis;
            return this;
        }

        private Log startAt(long epochMillis) {
            millis = epochMillis;
            return this;
        }

        private Log step(long newStepMillis) {
            stepMillis = newStepMillis;
            return this;
        }

        private Log carrier(String id) {
            carrier = id;
            return this;
        }

        private Log downlink(double bps) {
            downlinkBps = Long.toString((long) bps);
            return this;
        }

        private Log event(String name) {
            event = name;
            return this;
        }

        private Path write() throws IOException {
            return Files.writeString(file, text);
        }
    }
}
