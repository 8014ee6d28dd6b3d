package dev.wayside.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class WeightedSampleTest {

    /** R: {@code quantile(c(3, 1, 10, 4, 2), c(.1, .25, .5, .8, .9), type = 5)}. */
    @Test
    void equalWeightsGiveDefinitionFiveOfHyndmanAndFan() {
        WeightedSample sample = equal(3, 1, 10, 4, 2);
        assertThat(sample.quantile(0.1)).isEqualTo(1);
        assertThat(sample.quantile(0.25)).isCloseTo(1.75, within(1e-12));
        assertThat(sample.quantile(0.5)).isEqualTo(3);
        assertThat(sample.quantile(0.8)).isCloseTo(7, within(1e-12));
        assertThat(sample.quantile(0.9)).isEqualTo(10);
    }

    @Test
    void aQuantileLiesBetweenTheMiddlesOfTheWeights() {
        WeightedSample sample = sample(20, 3, 10, 1);
        assertThat(sample.quantile(0.125)).isEqualTo(10);
        assertThat(sample.quantile(0.625)).isEqualTo(20);
        assertThat(sample.quantile(0.375)).isEqualTo(15);
        assertThat(sample.quantile(0)).isEqualTo(10);
        assertThat(sample.quantile(1)).isEqualTo(20);
    }

    @Test
    void oneValueIsItsOwnMeanAndQuantilesAndHasNoVariance() {
        WeightedSample sample = equal(7);
        assertThat(sample.mean()).isEqualTo(7);
        assertThat(sample.variance()).isNaN();
        assertThat(sample.quantile(0.1)).isEqualTo(7);
        assertThat(sample.quantile(0.9)).isEqualTo(7);
    }

    @Test
    void equalWeightsGiveTheSampleVariance() {
        assertThat(equal(2, 4, 4, 4, 5, 5, 7, 9).variance()).isCloseTo(32.0 / 7, within(1e-12));
    }

    @Test
    void aValueOfNextToNoWeightLeavesTheMeanAndGivesAVarianceAllTheSame() {
        WeightedSample sample = sample(1, 1, 3, 1e-100);
        assertThat(sample.mean()).isEqualTo(1);
        assertThat(sample.variance()).isEqualTo(2);
        assertThat(sample.quantile(0.9)).isFinite();
    }

    @Test
    void onlyTheRatiosOfWeightsMatter() {
        WeightedSample tiny = sample(1, 1e-100, 3, 3e-100);
        assertThat(tiny.mean()).isCloseTo(2.5, within(1e-12));
    }

    @Test
    void nothingIsSaidOfNoValues() {
        WeightedSample sample = equal(7, 8);
        sample.clear();
        assertThat(sample.size()).isZero();
        assertThat(sample.mean()).isNaN();
        assertThat(sample.quantile(0.5)).isNaN();
        assertThat(sample.variance()).isNaN();
    }

    @Test
    void moreValuesThanItWasMadeFor() {
        WeightedSample sample =
                equal(IntStream.rangeClosed(1, 99).mapToDouble(i -> i).toArray());
        assertThat(sample.size()).isEqualTo(99);
        assertThat(sample.mean()).isCloseTo(50, within(1e-12));
        assertThat(sample.quantile(0.5)).isCloseTo(50, within(1e-12));
    }

    private static WeightedSample equal(double... values) {
        WeightedSample sample = new WeightedSample();
        Arrays.stream(values).forEach(value -> sample.add(value, 1));
        return sample;
    }

    private static WeightedSample sample(double... valuesAndWeights) {
        WeightedSample sample = new WeightedSample();
        for (int i = 0; i < valuesAndWeights.length; i += 2) {
            sample.add(valuesAndWeights[i], valuesAndWeights[i + 1]);
        }
        return sample;
    }
}
