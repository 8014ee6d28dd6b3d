package dev.wayside.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer equals that of the naive reference, on random histories in a real store. */
class MatcherPropertyTest {

    private static final int HISTORIES = 120;
    private static final int QUERIES = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void answersAsTheNaiveReferenceDoes(int stride) {
        StoreSettings settings = new StoreSettings(100, 6, stride, 700, 300, ZoneOffset.UTC);
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(directory, settings)) {
            for (int seed = 0; seed < HISTORIES; seed++) {
                checkOneHistory(store, seed);
            }
        }
    }

    private static void checkOneHistory(HistoryStore store, int seed) {
        Random random = new Random(seed);
        RandomHistory histories = new RandomHistory(random, store.settings());
        CellKey cell = new CellKey("cmcc", "cell-" + seed);
        List<PastVisit> visits = histories.visits(cell);
        visits.forEach(visit -> visit.writeTo(store, store.settings().windowLength() + random.nextInt(8)));
        for (int query = 0; query < QUERIES; query++) {
            double[] samples = histories.signal(2 + random.nextInt(8));
            Set<LocalDate> excludedDays = new HashSet<>();
            if (random.nextInt(3) == 0) {
                excludedDays.add(visits.get(0).day(store.settings()));
            }
            MatchSettings settings = new MatchSettings(1 + random.nextInt(15), 0.5 + random.nextDouble(), 2);
            Matcher matcher = new Matcher(store, settings);
            Prediction prediction = matcher.predict(new Observation(cell, RsrpSeries.ofDbm(samples), excludedDays));
            NaiveMatcher expected = new NaiveMatcher(store.settings(), settings, visits, samples, excludedDays);
            assertSame("seed " + seed + " query " + query, store.settings(), prediction, expected);
            assertSamePasses(matcher.passes(prediction, Quantity.DOWNLINK_BPS, 3), expected);
        }
    }

    private static void assertSame(String what, StoreSettings store, Prediction prediction, NaiveMatcher expected) {
        List<NaiveMatcher.Window> matches = expected.matches();
        assertThat(prediction.matches())
                .as(what)
                .extracting(Match::window)
                .containsExactlyElementsOf(
                        matches.stream().map(NaiveMatcher.Window::id).toList());
        assertThat(prediction.matchesUnderThreshold()).as(what).isEqualTo((int) expected.matchesUnderThreshold());
        assertThat(prediction.emptyReason().isPresent()).as(what).isEqualTo(matches.isEmpty());
        for (int i = 0; i < matches.size(); i++) {
            Match match = prediction.matches().get(i);
            assertThat(match.startEpochMillis())
                    .as(what)
                    .isEqualTo(matches.get(i).start());
            assertThat(match.rmsDb()).as(what).isCloseTo(matches.get(i).rms(), within(1e-12));
            assertThat(match.weight()).as(what).isCloseTo(expected.weight(matches.get(i)), within(1e-12));
        }
        if (matches.isEmpty()) {
            assertThat(prediction.performance()).as(what).isEmpty();
            assertThat(prediction.outage()).as(what).isEmpty();
            assertThat(prediction.handover()).as(what).isEmpty();
        } else {
            assertSamePerformance(what, store, prediction, expected);
            assertSameRisks(what, prediction, expected);
        }
    }

    private static void assertSamePasses(List<PastPass> passes, NaiveMatcher expected) {
        List<NaiveMatcher.Window> matches = expected.matches();
        assertThat(passes).hasSameSizeAs(matches);
        for (int i = 0; i < passes.size(); i++) {
            PastPass pass = passes.get(i);
            NaiveMatcher.Window match = matches.get(i);
            assertThat(pass.weight()).isCloseTo(expected.weight(match), within(1e-12));
            for (int step = 0; step < pass.samplesAhead(); step++) {
                assertThat(pass.ahead(step)).isEqualTo((Double) match.ahead(Quantity.DOWNLINK_BPS, step));
            }
            for (int back = 0; back < pass.samplesBefore(); back++) {
                assertThat(pass.before(back)).isEqualTo((Double) match.ahead(Quantity.DOWNLINK_BPS, -1 - back));
            }
            assertThat(pass.handoverAheadMillis().stream().boxed()).containsExactlyElementsOf(match.aheadMillis(false));
            assertThat(pass.disruptionAheadMillis().stream().boxed())
                    .containsExactlyElementsOf(match.aheadMillis(true));
        }
    }

    private static void assertSamePerformance(
            String what, StoreSettings store, Prediction prediction, NaiveMatcher expected) {
        assertThat(prediction.performance()).as(what).doesNotContainKey(Quantity.SPEED_MPS);
        for (Quantity quantity : Arrays.asList(Quantity.DOWNLINK_BPS, Quantity.RTT_MILLIS, Quantity.LOSS)) {
            Forecast forecast = prediction.performance().get(quantity);
            long measured = expected.matchesThatMeasured(quantity);
            assertThat(forecast != null).as(what).isEqualTo(measured > 0);
            if (forecast == null) {
                continue;
            }
            assertThat(forecast.matches()).as(what).isEqualTo((int) measured);
            assertThat(forecast.mean()).as(what).isCloseTo(expected.mean(quantity), within(1e-6));
            assertThat(forecast.variance().isPresent()).as(what).isEqualTo(measured > 1);
            if (measured > 1) {
                double variance = expected.variance(quantity);
                assertThat(forecast.variance().orElseThrow())
                        .as(what)
                        .isCloseTo(variance, within(1e-9 * Math.max(1, variance)));
            }
            assertThat(forecast.p10()).as(what).isLessThanOrEqualTo(forecast.p50());
            assertThat(forecast.p50()).as(what).isLessThanOrEqualTo(forecast.p90());
            assertSameSeries(what, store, forecast, expected, quantity);
        }
    }

    private static void assertSameSeries(
            String what, StoreSettings store, Forecast forecast, NaiveMatcher expected, Quantity quantity) {
        double[] series = new double[store.lookAheadSamples()];
        Arrays.fill(series, Double.NaN);
        ForecastSeries steps = forecast.series();
        steps.measuredSteps()
                .forEach(
                        step -> series[steps.aheadMillis(step) / store.sampleIntervalMillis() - 1] = steps.value(step));
        for (int step = 0; step < series.length; step++) {
            double value = expected.step(quantity, step);
            if (Double.isNaN(value)) {
                assertThat(series[step]).as(what).isNaN();
            } else {
                assertThat(series[step]).as(what).isCloseTo(value, within(1e-6 * Math.max(1, value)));
            }
        }
    }

    private static void assertSameRisks(String what, Prediction prediction, NaiveMatcher expected) {
        OutageRisk outage = prediction.outage().orElseThrow();
        assertThat(outage.share()).as(what).isEqualTo(expected.share(expected.matches(), true));
        assertThat(outage.historyShare()).as(what).isEqualTo(expected.historyShare(true));
        assertSame(what, outage.medianTimeToEventMillis(), expected.medianAheadMillis(true));
        assertSame(what, outage.expectedDisconnectionMillis(), expected.meanDisconnectionMillis());
        HandoverRisk handover = prediction.handover().orElseThrow();
        assertThat(handover.share()).as(what).isEqualTo(expected.share(expected.matches(), false));
        assertThat(handover.historyShare()).as(what).isEqualTo(expected.historyShare(false));
        assertSame(what, handover.medianTimeToEventMillis(), expected.medianAheadMillis(false));
        Map<String, Integer> targets = expected.targets();
        assertThat(handover.likeliestTargetCellId().isPresent()).as(what).isEqualTo(!targets.isEmpty());
        handover.likeliestTargetCellId()
                .ifPresent(target ->
                        assertThat(targets.get(target)).as(what).isEqualTo(Collections.max(targets.values())));
    }

    private static void assertSame(String what, OptionalDouble actual, double expected) {
        assertThat(actual.orElse(Double.NaN)).as(what).isEqualTo(Double.valueOf(expected));
    }
}
