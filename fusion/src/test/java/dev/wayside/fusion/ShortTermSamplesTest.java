package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class ShortTermSamplesTest {

    @Test
    void fiveSecondsAtOneHertzAreFiveSamples() {
        ShortTermSamples samples = everySecond(2, 4, 4, 4, 6, 100);
        Source mean = samples.mean(Source.MEAN_5S, 5_000).orElseThrow();
        assertThat(mean.value()).isEqualTo(4);
        assertThat(mean.variance()).hasValue(2);
        assertThat(mean.confidence()).isEmpty();
    }

    @Test
    void theLastValueHasTheVarianceOfTheLastFiveSeconds() {
        Source last = everySecond(2, 4, 4, 4, 6, 100).lastValue().orElseThrow();
        assertThat(last.value()).isEqualTo(2);
        assertThat(last.variance()).hasValue(2);
    }

    /** 3 / (1/1 + 1/2 + 1/4) = 12/7. */
    @Test
    void theHarmonicMeanIsThatOfTheLastFiveSeconds() {
        assertThat(everySecond(1, 2, 4).harmonicMean().orElseThrow().value()).isCloseTo(12.0 / 7, within(1e-15));
        assertThat(everySecond(1e-100, 1e-100).harmonicMean().orElseThrow().value())
                .isEqualTo(1e-100);
        assertThat(everySecond(5, 0).harmonicMean().orElseThrow().value()).isZero();
        assertThat(everySecond(5, -1).harmonicMean()).isEmpty();
    }

    @Test
    void theOrderOfSamplesDoesNotMatter() {
        List<ShortTermSamples.Sample> samples = List.of(
                new ShortTermSamples.Sample(4_000, 9),
                new ShortTermSamples.Sample(100, 7),
                new ShortTermSamples.Sample(2_000, 8));
        assertThat(new ShortTermSamples(samples).lastValue().orElseThrow().value())
                .isEqualTo(7);
    }

    @Test
    void oneSampleHasNoVariance() {
        assertThat(everySecond(3).sources())
                .extracting(Source::name)
                .containsExactly(
                        Source.LAST_VALUE, Source.MEAN_1S, Source.MEAN_5S, Source.MEAN_30S, Source.HARMONIC_MEAN);
        assertThat(everySecond(3).sources()).allSatisfy(source -> {
            assertThat(source.value()).isEqualTo(3);
            assertThat(source.variance()).isEmpty();
        });
    }

    @Test
    void whatIsTooOldForAHorizonIsNotInIt() {
        ShortTermSamples old = new ShortTermSamples(List.of(new ShortTermSamples.Sample(5_000, 3)));
        assertThat(old.sources()).extracting(Source::name).containsExactly(Source.LAST_VALUE, Source.MEAN_30S);
        assertThat(new ShortTermSamples(List.of()).sources()).isEmpty();
    }

    private static ShortTermSamples everySecond(double... newestFirst) {
        List<ShortTermSamples.Sample> samples = new ArrayList<>();
        for (double value : newestFirst) {
            samples.add(new ShortTermSamples.Sample(samples.size() * 1_000, value));
        }
        return new ShortTermSamples(samples);
    }
}
