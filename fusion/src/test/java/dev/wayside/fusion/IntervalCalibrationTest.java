package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntervalCalibrationTest {

    /** 199 residuals 1..199: the tails of 10 % end at the 20th from either side, 20 and 180. */
    @Test
    void boundsAreResidualsByRank() {
        List<IntervalCalibration.Row> rows = new ArrayList<>();
        for (int residual = 199; residual >= 1; residual--) {
            rows.add(new IntervalCalibration.Row(estimate(Source.of("a", 1_000)), 1_000 + residual));
        }
        IntervalCalibration learned =
                IntervalCalibration.learn(Domain.LINEAR, rows).orElseThrow();
        assertThat(learned.interval(estimate(Source.of("a", 0)), 0.8)).hasValue(new Interval(0.8, 20, 180));
        assertThat(learned.interval(estimate(Source.of("a", 7)), 0.5)).hasValue(new Interval(0.5, 57, 157));
        assertThat(learned.interval(estimate(Source.of("a", 0)), 0.95)).hasValue(new Interval(0.95, 5, 195));
    }

    /** Coverage of new draws lies within 5 standard errors of both samples. */
    @ParameterizedTest
    @EnumSource(Domain.Kind.class)
    void coversWhatItSaysInEveryBandWhateverTheRuleBelieves(Domain.Kind kind) {
        Domain domain = kind == Domain.Kind.LINEAR ? Domain.LINEAR : Domain.logarithmic(1e-6);
        int draws = 8_000;
        Seeds.forEach(5, random -> {
            IntervalCalibration learned = IntervalCalibration.learn(domain, rows(draws, domain, random))
                    .orElseThrow();
            List<IntervalCalibration.Row> unseen = rows(draws, domain, random);
            for (double coverage : IntervalCalibration.COVERAGES) {
                for (boolean confident : List.of(true, false)) {
                    List<IntervalCalibration.Row> band = unseen.stream()
                            .filter(row -> row.estimate().confidence() > 0.5 == confident)
                            .toList();
                    double error = Math.sqrt(coverage * (1 - coverage) * 2 / band.size());
                    assertThat(covered(learned, band, coverage)).isCloseTo(coverage, within(5 * error));
                }
            }
        });
    }

    @Test
    void zeroIsNotToldFromTheFloor() {
        Domain domain = Domain.logarithmic(1);
        List<IntervalCalibration.Row> rows = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            rows.add(new IntervalCalibration.Row(estimate(Source.of("a", 10)), row % 2 == 0 ? 0 : 20));
        }
        Interval interval = IntervalCalibration.learn(domain, rows)
                .orElseThrow()
                .interval(estimate(Source.of("a", 10)), 0.8)
                .orElseThrow();
        assertThat(interval.lower()).isZero();
        assertThat(interval.upper()).isCloseTo(20, within(1e-9));
        assertThat(interval.contains(0)).isTrue();
        assertThat(interval.contains(21)).isFalse();
    }

    @Test
    void anEmptyEstimateHasNoIntervalAndTeachesNothing() {
        FusedEstimate empty = FusionRule.only("a").fuse(List.of());
        List<IntervalCalibration.Row> rows = new ArrayList<>();
        for (int row = 0; row < 100; row++) {
            rows.add(new IntervalCalibration.Row(empty, row));
        }
        assertThat(IntervalCalibration.learn(Domain.LINEAR, rows)).isEmpty();
        rows.addAll(rows(100, Domain.LINEAR, new Random(1)));
        IntervalCalibration learned =
                IntervalCalibration.learn(Domain.LINEAR, rows).orElseThrow();
        assertThat(learned.interval(empty, 0.8)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> learned.interval(empty, 0.9));
    }

    @Test
    void anExactEstimateGetsTheIntervalOfThoseWithoutAVariance() {
        IntervalCalibration learned = IntervalCalibration.learn(
                        Domain.LINEAR, rows(1_000, Domain.LINEAR, new Random(2)))
                .orElseThrow();
        Interval interval =
                learned.interval(estimate(Source.of("a", 10, 0)), 0.95).orElseThrow();
        assertThat(interval.upper() - interval.lower()).isBetween(1.0, 1_000.0);
    }

    /** Errors spread by confidence, and the variance stated is wrong by a factor that varies. */
    private static List<IntervalCalibration.Row> rows(int draws, Domain domain, Random random) {
        FusionRule rule = FusionRule.mvue(Set.of("a", Source.HISTORY), domain, FusionRule.NO_THRESHOLD);
        List<IntervalCalibration.Row> rows = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            double confidence = random.nextInt(10) < 5 ? 0.2 : 0.9;
            double value = 5 + 3 * random.nextDouble();
            FusedEstimate estimate = rule.fuse(List.of(
                    Source.of("a", value, 1 + random.nextDouble()),
                    Source.history(value, OptionalDouble.empty(), confidence)));
            double residual = (1.2 - confidence) * (random.nextGaussian() + 0.5);
            rows.add(new IntervalCalibration.Row(estimate, domain.leave(domain.enter(value) + residual)));
        }
        return rows;
    }

    private static double covered(IntervalCalibration learned, List<IntervalCalibration.Row> rows, double coverage) {
        return rows.stream()
                        .filter(row -> learned.interval(row.estimate(), coverage)
                                .orElseThrow()
                                .contains(row.truth()))
                        .count()
                / (double) rows.size();
    }

    private static FusedEstimate estimate(Source source) {
        return FusionRule.only(source.name()).fuse(List.of(source));
    }
}
