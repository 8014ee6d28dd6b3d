package dev.wayside.fusion.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wayside.fusion.Seeds;
import org.junit.jupiter.api.Test;

class IsotonicRegressionTest {

    /** 4 and 1 (weight 3) fall and pool to 7/4. */
    @Test
    void poolsWhatFalls() {
        assertThat(IsotonicRegression.nonDecreasing(new double[] {1, 4, 1, 9}, new double[] {1, 1, 3, 1}))
                .containsExactly(1, 1.75, 1.75, 9);
    }

    @Test
    void leavesWhatRises() {
        assertThat(IsotonicRegression.nonDecreasing(new double[] {1, 2, 2, 3}, new double[] {1, 1, 1, 1}))
                .containsExactly(1, 2, 2, 3);
        assertThat(IsotonicRegression.nonDecreasing(new double[0], new double[0]))
                .isEmpty();
    }

    /** The fit at i is the greatest over s up to i of the least over t from i of the weighted mean of s to t. */
    @Test
    void equalsTheMaxMinFormula() {
        Seeds.forEach(1_000, random -> {
            int length = 1 + random.nextInt(9);
            double[] values = random.ints(length, 0, 7).asDoubleStream().toArray();
            double[] weights = random.ints(length, 1, 5).asDoubleStream().toArray();
            double[] fitted = IsotonicRegression.nonDecreasing(values, weights);
            for (int i = 0; i < length; i++) {
                assertThat(fitted[i]).isCloseTo(maxMin(values, weights, i), within(1e-12));
                assertThat(i == 0 || fitted[i - 1] <= fitted[i]).isTrue();
            }
        });
    }

    private static double maxMin(double[] values, double[] weights, int i) {
        double max = Double.NEGATIVE_INFINITY;
        for (int s = 0; s <= i; s++) {
            double min = Double.POSITIVE_INFINITY;
            for (int t = i; t < values.length; t++) {
                min = Math.min(min, mean(values, weights, s, t));
            }
            max = Math.max(max, min);
        }
        return max;
    }

    private static double mean(double[] values, double[] weights, int from, int to) {
        double sum = 0;
        double total = 0;
        for (int i = from; i <= to; i++) {
            sum += weights[i] * values[i];
            total += weights[i];
        }
        return sum / total;
    }
}
