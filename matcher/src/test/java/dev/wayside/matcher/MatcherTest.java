package dev.wayside.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a grid of 100 ms with windows of 4 samples, a stride of 1 and a look-ahead of 300 ms. */
class MatcherTest {

    private static final CellKey CELL = new CellKey("cmcc", "84-17");
    private static final long MONDAY = 1_767_571_200_000L;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final StoreSettings SETTINGS = new StoreSettings(100, 4, 1, 300, 300, ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private HistoryStore store;

    @BeforeEach
    void createStore() {
        store = RocksDbHistoryStore.openOrCreate(directory, SETTINGS);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void confidenceIsTheShareOfTheKAskedForThatLiesUnderTheThreshold() {
        visit(1, MONDAY, -90, -90, -90, -90).writeTo(store);
        visit(2, MONDAY + DAY_MILLIS, -93, -93, -93, -93).writeTo(store);
        visit(3, MONDAY + 2 * DAY_MILLIS, -93.0625, -93.0625, -93.0625, -93.0625)
                .writeTo(store);

        Prediction prediction = predict(10, -90, -90, -90, -90);

        assertThat(prediction.matches()).extracting(Match::rmsDb).containsExactly(0.0, 3.0, 3.0625);
        assertThat(prediction.matchesUnderThreshold()).isEqualTo(2);
        assertThat(prediction.confidence()).isEqualTo(0.2);
        assertThat(prediction.distinctDays()).isEqualTo(3);
        assertThat(prediction.k()).isEqualTo(10);
        assertThat(predict(1, -90, -90, -90, -90).confidence()).isEqualTo(1);
    }

    @Test
    void aVisitMatchesOnceByItsNearestWindowAndTheLaterOfEqualOnes() {
        PastVisit longVisit = visit(1, MONDAY, -90, -90, -90, -90, -90, -90, -80, -90, -90, -90, -90);
        longVisit.writeTo(store, 5);

        Prediction prediction = predict(10, -90, -90, -90, -90);

        assertThat(prediction.matches()).singleElement().satisfies(match -> {
            assertThat(match.window()).isEqualTo(longVisit.window(7));
            assertThat(match.startEpochMillis()).isEqualTo(MONDAY + 700);
            assertThat(match.day()).isEqualTo(LocalDate.of(2026, 1, 5));
            assertThat(match.weight()).isEqualTo(1);
        });
    }

    @Test
    void onlyTheNewestSamplesOfALongQueryCount() {
        visit(1, MONDAY, -90, -91, -92, -93).writeTo(store);

        Prediction prediction = predict(1, -40, -50, -90, -91, -92, -93);

        assertThat(prediction.samplesUsed()).isEqualTo(4);
        assertThat(prediction.shortWindow()).isFalse();
        assertThat(prediction.matches().get(0).rmsDb()).isZero();
    }

    @Test
    void aShortQueryMatchesWithinWindowsAndVisitsShorterThanOne() {
        PastVisit shortVisit = visit(1, MONDAY, -70, -80);
        shortVisit.writeTo(store);
        PastVisit longVisit = visit(2, MONDAY + 1_000, -99, -99, -70, -81, -99);
        longVisit.writeTo(store);

        Prediction prediction = predict(10, -70, -80);

        assertThat(prediction.shortWindow()).isTrue();
        assertThat(prediction.samplesUsed()).isEqualTo(2);
        assertThat(prediction.matches())
                .extracting(Match::window)
                .containsExactly(shortVisit.window(0), longVisit.window(2));
        assertThat(predict(10, -70, -80, -99, -99).matches()).hasSize(1);
    }

    @Test
    void nearerMatchesWeighMoreAndTheForecastIsTheirWeightedMean() {
        visit(1, MONDAY, -90, -90, -90, -90)
                .measuring(Quantity.DOWNLINK_BPS, 0, 0, 0, 0, 1e6, Double.NaN, 3e6, 99e6)
                .writeTo(store);
        visit(2, MONDAY + DAY_MILLIS, -93, -93, -93, -93)
                .measuring(Quantity.DOWNLINK_BPS, 0, 0, 0, 0, 4e6, Double.NaN, Double.NaN)
                .writeTo(store);
        double farWeight = Math.exp(-0.5);
        double total = 1 + farWeight;

        Prediction prediction = predict(10, -90, -90, -90, -90);
        Forecast downlink = prediction.performance().get(Quantity.DOWNLINK_BPS);

        assertThat(prediction.matches().get(1).weight()).isCloseTo(farWeight / total, within(1e-12));
        assertThat(prediction.performance()).containsOnlyKeys(Quantity.DOWNLINK_BPS);
        assertThat(downlink.matches()).isEqualTo(2);
        assertThat(downlink.mean()).isCloseTo((2e6 + farWeight * 4e6) / total, within(1e-3));
        assertThat(downlink.variance().orElseThrow()).isCloseTo(2e12, within(1.0));
        assertThat(downlink.p10()).isEqualTo(2e6);
        assertThat(downlink.p90()).isEqualTo(4e6);
        ForecastSeries series = downlink.series();
        assertThat(series.measuredSteps().map(series::aheadMillis)).containsExactly(100, 300);
        assertThat(series.measuredSteps().map(series::matches)).containsExactly(2, 1);
        assertThat(series.value(2)).isEqualTo(3e6);
    }

    @Test
    void aFarMatchStillSpeaksWhereNoNearOneMeasured() {
        visit(1, MONDAY, -90, -90, -90, -90).writeTo(store);
        visit(2, MONDAY + DAY_MILLIS, -31, -31, -31, -31)
                .measuring(Quantity.LOSS, 0, 0, 0, 0, 0.25)
                .writeTo(store);

        Forecast loss = new Matcher(store, new MatchSettings(10, 0.1, 2))
                .predict(new Observation(CELL, RsrpSeries.ofDbm(-90, -90, -90, -90)))
                .performance()
                .get(Quantity.LOSS);

        assertThat(loss.mean()).isEqualTo(0.25);
        assertThat(loss.variance()).isEmpty();
    }

    @Test
    void riskIsTheShareOfMatchesAndOfWindowsWhoseLookAheadHoldsADisruption() {
        visit(1, MONDAY, -90, -90, -90, -90)
                .handover(MONDAY + 300, HandoverKind.FAILURE, 900, "a")
                .writeTo(store);
        visit(2, MONDAY + 1_000, -90, -90, -90, -90)
                .handover(MONDAY + 1_000 + 600, HandoverKind.OUTAGE, 3_100, "b")
                .writeTo(store);
        visit(3, MONDAY + 2_000, -90, -90, -90, -90)
                .handover(MONDAY + 2_000 + 400, HandoverKind.SUCCESS, 40, "b")
                .writeTo(store);
        visit(4, MONDAY + 3_000, -90, -90, -90, -90, -70, -60, -50)
                .handover(MONDAY + 3_000 + 601, HandoverKind.OUTAGE, 5_000, "c")
                .writeTo(store);

        Prediction prediction = predict(10, -90, -90, -90, -90);

        OutageRisk outage = prediction.outage().orElseThrow();
        assertThat(outage.share()).isEqualTo(2 / 4.0);
        assertThat(outage.historyShare()).isEqualTo(5 / 7.0);
        assertThat(outage.medianTimeToEventMillis()).hasValue(150);
        assertThat(outage.expectedDisconnectionMillis()).hasValue(2_000);
        HandoverRisk handover = prediction.handover().orElseThrow();
        assertThat(handover.share()).isEqualTo(3 / 4.0);
        assertThat(handover.medianTimeToEventMillis()).hasValue(100);
        assertThat(handover.likeliestTargetCellId()).hasValue("b");
    }

    @Test
    void withoutAnyHandoverTheRiskIsZeroAndItsTimesAreAbsent() {
        visit(1, MONDAY, -90, -90, -90, -90).writeTo(store);

        Prediction prediction = predict(10, -90, -90, -90, -90);

        OutageRisk outage = prediction.outage().orElseThrow();
        assertThat(outage.share()).isZero();
        assertThat(outage.historyShare()).isZero();
        assertThat(outage.medianTimeToEventMillis()).isEmpty();
        assertThat(outage.expectedDisconnectionMillis()).isEmpty();
        assertThat(prediction.handover().orElseThrow().likeliestTargetCellId()).isEmpty();
    }

    @Test
    void excludedDaysAreLeftOutOfMatchesAndOfHistory() {
        visit(1, MONDAY, -90, -90, -90, -90)
                .handover(MONDAY + 300, HandoverKind.FAILURE, 900, "a")
                .writeTo(store);
        PastVisit tuesday = visit(2, MONDAY + DAY_MILLIS, -95, -95, -95, -95);
        tuesday.writeTo(store);

        Prediction prediction = predict(Set.of(LocalDate.of(2026, 1, 5)), -90, -90, -90, -90);

        assertThat(prediction.matches()).extracting(Match::window).containsExactly(tuesday.window(0));
        assertThat(prediction.outage().orElseThrow().historyShare()).isZero();
    }

    @Test
    void carriersAreKeptApart() {
        visit(1, MONDAY, -90, -90, -90, -90).writeTo(store);

        Prediction other = new Matcher(store, MatchSettings.defaultsFor(SETTINGS))
                .predict(new Observation(new CellKey("cucc", CELL.cellId()), RsrpSeries.ofDbm(-90, -90, -90, -90)));

        assertThat(other.emptyReason()).hasValue(EmptyReason.UNKNOWN_CELL);
    }

    @Test
    void whereThereIsNothingToMatchTheAnswerSaysWhy() {
        assertEmpty(predict(10, -90, -90, -90, -90), EmptyReason.UNKNOWN_CELL);
        visit(1, MONDAY, -90, -90, -90).writeTo(store);
        assertEmpty(predict(10, -90, -90, -90, -90), EmptyReason.VISITS_TOO_SHORT);
        assertEmpty(predict(10, -90), EmptyReason.TOO_FEW_SAMPLES);
        assertEmpty(predict(10), EmptyReason.TOO_FEW_SAMPLES);
        assertEmpty(predict(Set.of(LocalDate.of(2026, 1, 5)), -90, -90, -90), EmptyReason.ALL_DAYS_EXCLUDED);
    }

    @Test
    void theLeastThatIsMatchedIsAFifthOfAWindowButTwoSamples() {
        assertThat(MatchSettings.defaultsFor(SETTINGS)).isEqualTo(new MatchSettings(10, 3.0, 2));
        assertThat(MatchSettings.defaultsFor(new StoreSettings(100, 50, 1, 300, 300, ZoneOffset.UTC))
                        .minSamples())
                .isEqualTo(10);
    }

    @Test
    void settingsOutOfRangeAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MatchSettings(0, 3, 2))
                .withMessageContaining("k must lie between 1 and 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MatchSettings(1, Double.NaN, 2))
                .withMessageContaining("threshold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MatchSettings(1, 3, 0))
                .withMessageContaining("sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Matcher(store, new MatchSettings(1, 3, 5)))
                .withMessageContaining("a window has 4");
    }

    private static PastVisit visit(long trace, long startEpochMillis, double... dbm) {
        return new PastVisit(CELL, trace, 0, startEpochMillis, dbm);
    }

    private Prediction predict(int k, double... dbm) {
        return new Matcher(store, MatchSettings.defaultsFor(SETTINGS).withK(k))
                .predict(new Observation(CELL, RsrpSeries.ofDbm(dbm)));
    }

    private Prediction predict(Set<LocalDate> excludedDays, double... dbm) {
        return new Matcher(store, MatchSettings.defaultsFor(SETTINGS))
                .predict(new Observation(CELL, RsrpSeries.ofDbm(dbm), excludedDays));
    }

    private static void assertEmpty(Prediction prediction, EmptyReason reason) {
        assertThat(prediction.emptyReason()).hasValue(reason);
        assertThat(prediction.confidence()).isZero();
        assertThat(prediction.matches()).isEmpty();
        assertThat(prediction.performance()).isEmpty();
        assertThat(prediction.outage()).isEmpty();
        assertThat(prediction.handover()).isEmpty();
        assertThat(prediction.distinctDays()).isZero();
        assertThat(reason.sentence()).isNotBlank();
    }
}
