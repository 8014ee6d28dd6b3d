package dev.wayside.datasets.line.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;

import dev.wayside.datasets.line.Quantiles;
import dev.wayside.datasets.line.radio.GridProfile;
import dev.wayside.datasets.line.radio.Shadowing;
import org.junit.jupiter.api.Test;

/** The sources of chance: streams by name, the normal quantile, log-normal durations, correlated processes. */
final class RandomnessTest {
    private static final int DRAWS = 100_000;

    @Test
    void aStreamDependsOnSeedAndNameOnly() {
        double first = new RandomStreams(5).open("a", "b").normal();

        assertThat(new RandomStreams(5).open("a", "b").normal()).isEqualTo(first);
        assertThat(new RandomStreams(6).open("a", "b").normal()).isNotEqualTo(first);
        assertThat(new RandomStreams(5).open("a", "c").normal()).isNotEqualTo(first);
    }

    @Test
    void normalQuantilesAgreeWithTables() {
        assertThat(NormalQuantile.of(0.5)).isCloseTo(0, within(1e-3));
        assertThat(NormalQuantile.of(0.95)).isCloseTo(1.6449, within(1e-3));
        assertThat(NormalQuantile.of(0.1)).isCloseTo(-1.2816, within(1e-3));
    }

    @Test
    void durationsHaveThePublishedQuantiles() {
        List<Double> failures = draws(Lognormal.FAILURE_MILLIS);
        List<Double> outages = draws(Lognormal.OUTAGE_MILLIS);

        assertThat(Quantiles.of(failures, 0.5)).isCloseTo(1_000, within(30.0));
        assertThat(Quantiles.of(failures, 0.95)).isCloseTo(5_000, within(150.0));
        assertThat(Quantiles.of(outages, 0.5)).isCloseTo(3_000, within(90.0));
        assertThat(Quantiles.of(outages, 0.9)).isCloseTo(10_000, within(300.0));
    }

    private static List<Double> draws(Lognormal distribution) {
        RandomStream chance = new RandomStreams(1).open("durations");
        return Stream.generate(() -> distribution.sample(chance)).limit(DRAWS).toList();
    }

    @Test
    void shadowingForgetsExponentially() {
        GridProfile shadow = new Shadowing(4, 40).draw(new RandomStreams(1).open("shadow"), 0, 500_000);
        double square = 0;
        double product = 0;
        for (int i = 0; i < DRAWS; i++) {
            double here = shadow.at(i * GridProfile.STEP_METRES);
            square += here * here / DRAWS;
            product += here * shadow.at(i * GridProfile.STEP_METRES + 40) / DRAWS;
        }
        assertThat(Math.sqrt(square)).isCloseTo(4, within(0.15));
        assertThat(product / square).isCloseTo(Math.exp(-1), within(0.04));
    }
}
