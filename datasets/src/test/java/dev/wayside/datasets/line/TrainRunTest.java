package dev.wayside.datasets.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Optional;

import dev.wayside.datasets.line.radio.Stretch;
import org.junit.jupiter.api.Test;

final class TrainRunTest {
    private static final LineSettings SETTINGS = LineSettings.defaults();
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    private final LineModel model = new LineModel(SETTINGS);
    private final TrainRun trip = model.trip(DAY);

    @Test
    void runsFromEndToEndAndNeverBack() {
        int last = trip.ticks() - 1;
        for (int tick = 1; tick <= last; tick++) {
            assertThat(trip.trackMetresAt(tick)).isGreaterThanOrEqualTo(trip.trackMetresAt(tick - 1));
        }
        assertThat(trip.trackMetresAt(0)).isZero();
        assertThat(trip.trackMetresAt(last)).isCloseTo(100_000, within(2.0));
        assertThat(trip.speedMpsAt(last)).isLessThan(2);
    }

    @Test
    void cruisesWithinFivePercentAndAcceleratesGently() {
        double fastest = 0;
        for (int tick = 1; tick < trip.ticks(); tick++) {
            double mps = trip.speedMpsAt(tick);
            fastest = Math.max(fastest, mps);
            assertThat(Math.abs(mps - trip.speedMpsAt(tick - 1))).isLessThan(0.8 * 0.02);
        }
        assertThat(fastest).isCloseTo(SETTINGS.cruiseMps(), within(0.06 * SETTINGS.cruiseMps()));
    }

    @Test
    void positionsOnEarthAgreeWithTheSpeed() {
        Track track = model.line().track();
        for (int tick = 5_000; tick < trip.ticks(); tick += 500) {
            double northMetres = 111_195 * (latitude(track, tick) - latitude(track, tick - 50));
            double parallel = Math.cos(Math.toRadians(latitude(track, tick)));
            double eastMetres = 111_195 * parallel * (longitude(track, tick) - longitude(track, tick - 50));
            double metres = trip.trackMetresAt(tick) - trip.trackMetresAt(tick - 50);

            assertThat(Math.hypot(northMetres, eastMetres)).isCloseTo(metres, within(0.01 * metres + 0.01));
            assertThat(northMetres).isPositive();
            assertThat(eastMetres).isNegative();
        }
    }

    private double latitude(Track track, int tick) {
        return track.latitudeAt(trip.trackMetresAt(tick));
    }

    private double longitude(Track track, int tick) {
        return track.longitudeAt(trip.trackMetresAt(tick));
    }

    @Test
    void keepsTheSlowSection() {
        Optional<Stretch> slow = model.line().slowSection();
        assertThat(slow).isPresent();
        for (int tick = 0; tick < trip.ticks(); tick++) {
            if (slow.orElseThrow().contains(trip.trackMetresAt(tick))) {
                assertThat(trip.speedMpsAt(tick) * 3.6).isLessThan(215);
            }
        }
    }

    @Test
    void departsAtAnotherTimeOnAnotherDay() {
        TrainRun next = model.trip(DAY.plusDays(1));
        assertThat(next.timeAt(0)).isNotEqualTo(trip.timeAt(0).plusSeconds(86_400));
        assertThat(next.ticks()).isNotEqualTo(trip.ticks());
    }
}
