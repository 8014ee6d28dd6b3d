package dev.wayside.relay.session.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.wayside.relay.context.PathForecast;
import org.junit.jupiter.api.Test;

/** Measurements of a path, and the history's forecast of it. */
class PathEstimateTest {

    private static final long TICK = 20_000_000;

    @Test
    void aPathThatWasNeverMeasuredIsWhatTheHistorySays() {
        PathEstimate estimate = new PathEstimate();
        estimate.update(measured(0, 0, 0), history(3e6, 80, 0.02, 0.5), 0);
        assertThat(estimate.bandwidthBps()).isEqualTo(3e6);
        assertThat(estimate.rttMillis(100)).as("nothing to fuse with").isEqualTo(100);
        assertThat(estimate.carriedBps()).as("seen by itself").isEmpty();
    }

    @Test
    void aPathThatHasCarriedNothingIsTakenForWhatItsWindowLetsThrough() {
        PathEstimate estimate = new PathEstimate();
        PathMeasurement fresh = new PathMeasurement(400, 400, 200, 0, true, 0, 0, 10_000, 0, 0, 2);
        estimate.update(fresh, HistorySources.none(), 0);
        assertThat(estimate.bandwidthBps()).isEqualTo(400_000);
        estimate.update(fresh, history(3e6, 80, 0.02, 0.5), TICK);
        assertThat(estimate.bandwidthBps()).as("with history").isEqualTo(3e6);
    }

    @Test
    void withoutHistoryTheMeasurementIsTheEstimate() {
        PathEstimate estimate = new PathEstimate();
        estimate.update(measured(10e6, 50, 0.01), HistorySources.none(), 0);
        assertThat(estimate.rttMillis(50)).isEqualTo(50);
        assertThat(estimate.loss(0.01)).isEqualTo(0.01);
    }

    @Test
    void whatWasJustMeasuredOutweighsTheHistoryAndGivesWayToItAsItAges() {
        PathEstimate estimate = new PathEstimate();
        for (int i = 0; i < 40; i++) {
            estimate.update(measured(10e6, 50, 0), history(4e6, 50, 0, 0.5), i * TICK);
        }
        assertThat(estimate.bandwidthBps()).isBetween(8.5e6, 10e6);
        PathMeasurement nothing = new PathMeasurement(50, 50, 5, 0, true, 0, 0, 0, 0, 0, 0);
        estimate.update(nothing, history(4e6, 50, 0, 0.5), 20_000_000_000L);
        assertThat(estimate.bandwidthBps()).isBetween(4e6, 7e6);
        estimate.update(nothing, HistorySources.none(), 20_020_000_000L);
        assertThat(estimate.bandwidthBps()).as("without history").isEqualTo(10e6);
    }

    @Test
    void roundTripAndLossLieBetweenMeasurementAndPrediction() {
        PathEstimate estimate = new PathEstimate();
        estimate.update(
                new PathMeasurement(50, 40, 20, 10e6, false, 0.01, 0, 0, 0, 0, 0), history(10e6, 90, 0.02, 0.5), 0);
        assertThat(estimate.rttMillis(50)).isBetween(50.1, 70.0);
        assertThat(estimate.loss(0.01)).isBetween(0.0101, 0.0199);
    }

    @Test
    void growthThatHasEndedBeginsAgainOnlyWithAHigherRate() {
        PathEstimate estimate = new PathEstimate();
        assertThat(estimate.isGrowing()).isTrue();
        long now = 0;
        for (; now < 20 * TICK; now += TICK) {
            estimate.update(queued(10e6), HistorySources.none(), now);
        }
        for (; now < 100 * TICK; now += TICK) {
            estimate.update(queued(10e6), HistorySources.none(), now);
            assertThat(estimate.isGrowing()).as("at %d ms", now / 1_000_000).isFalse();
        }
        estimate.update(queued(14e6), HistorySources.none(), now);
        assertThat(estimate.isGrowing()).isTrue();
    }

    @Test
    void aRateThatFallsShowsAtOnceInTheRecentOne() {
        PathEstimate estimate = new PathEstimate();
        long now = 0;
        for (; now < 50 * TICK; now += TICK) {
            estimate.update(queued(10e6), HistorySources.none(), now);
        }
        assertThat(estimate.recentBps()).isEqualTo(10e6);
        for (; now < 61 * TICK; now += TICK) {
            estimate.update(queued(2e6), HistorySources.none(), now);
        }
        assertThat(estimate.recentBps()).isEqualTo(2e6);
        assertThat(estimate.bandwidthBps()).isGreaterThan(5e6);
    }

    @Test
    void aPathThatCarriesAgainAfterALongSilenceGrowsAgain() {
        PathEstimate estimate = new PathEstimate();
        for (long now = 0; now < 20 * TICK; now += TICK) {
            estimate.update(queued(10e6), HistorySources.none(), now);
        }
        assertThat(estimate.isGrowing()).isFalse();
        estimate.update(queued(2e6), HistorySources.none(), 120 * TICK);
        assertThat(estimate.isGrowing()).isTrue();
        assertThat(estimate.bandwidthBps()).isEqualTo(2e6);
    }

    private static PathMeasurement queued(double bps) {
        return new PathMeasurement(90, 50, 5, bps, false, 0, 0, 0, 0, 0, 0);
    }

    private static PathMeasurement measured(double bps, double rttMillis, double loss) {
        return new PathMeasurement(rttMillis, rttMillis, rttMillis / 10, bps, false, loss, 0, 0, 0, 0, 0);
    }

    private static HistorySources history(double bps, double rttMillis, double loss, double confidence) {
        return HistorySources.of(
                new PathForecast(
                        OptionalDouble.of(bps),
                        OptionalDouble.empty(),
                        OptionalDouble.of(rttMillis),
                        OptionalDouble.of(loss),
                        confidence,
                        OptionalLong.empty(),
                        0),
                false);
    }
}
