package dev.wayside.fusion.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;

import dev.wayside.fusion.Seeds;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

class NonNegativeQuadraticTest {

    /** Karush, Kuhn, Tucker: x >= 0, Gx - c >= 0, and one of the two is 0 for each variable. */
    @Test
    void meetsTheConditionsOfAMinimum() {
        Seeds.forEach(2_000, random -> {
            int size = 1 + random.nextInt(8);
            RealMatrix g = positiveDefinite(size, random);
            RealVector c = gaussian(size, random);
            RealVector x = new NonNegativeQuadratic(g, c).minimum();
            RealVector slope = g.operate(x).subtract(c);
            for (int i = 0; i < size; i++) {
                assertThat(x.getEntry(i)).isNotNegative();
                assertThat(slope.getEntry(i)).isGreaterThan(-1e-9);
                assertThat(x.getEntry(i) * slope.getEntry(i)).isCloseTo(0, within(1e-8 * (1 + x.getMaxValue())));
            }
        });
    }

    /** Tries every set of free variables. */
    @Test
    void isTheBestOfAllSetsOfFreeVariables() {
        Seeds.forEach(500, random -> {
            int size = 1 + random.nextInt(5);
            RealMatrix g = positiveDefinite(size, random);
            RealVector c = gaussian(size, random);
            double best = 0;
            for (int set = 1; set < 1 << size; set++) {
                best = Math.min(best, valueOfSet(set, g, c));
            }
            assertThat(value(new NonNegativeQuadratic(g, c).minimum(), g, c)).isCloseTo(best, within(1e-9));
        });
    }

    @Test
    void nothingToGainIsZero() {
        RealMatrix g = new Array2DRowRealMatrix(new double[][] {{1, 0.5}, {0.5, 1}});
        RealVector c = new ArrayRealVector(new double[] {-1, 0});
        assertThat(new NonNegativeQuadratic(g, c).minimum().toArray()).containsExactly(0, 0);
    }

    private static double valueOfSet(int set, RealMatrix g, RealVector c) {
        int[] free = IntStream.range(0, c.getDimension())
                .filter(i -> (set >> i & 1) == 1)
                .toArray();
        double[] target = IntStream.of(free).mapToDouble(c::getEntry).toArray();
        RealVector solved =
                new LUDecomposition(g.getSubMatrix(free, free)).getSolver().solve(new ArrayRealVector(target));
        if (solved.getMinValue() < 0) {
            return 0;
        }
        RealVector x = new ArrayRealVector(c.getDimension());
        IntStream.range(0, free.length).forEach(i -> x.setEntry(free[i], solved.getEntry(i)));
        return value(x, g, c);
    }

    private static double value(RealVector x, RealMatrix g, RealVector c) {
        return g.operate(x).dotProduct(x) / 2 - c.dotProduct(x);
    }

    private static RealMatrix positiveDefinite(int size, Random random) {
        RealMatrix a = new Array2DRowRealMatrix(size + 3, size);
        for (int i = 0; i < size; i++) {
            a.setColumnVector(i, gaussian(size + 3, random));
        }
        RealMatrix g = a.transpose().multiply(a).scalarMultiply(1.0 / size);
        return g.add(g.transpose()).scalarMultiply(0.5);
    }

    private static RealVector gaussian(int size, Random random) {
        return new ArrayRealVector(
                IntStream.range(0, size).mapToDouble(i -> random.nextGaussian()).toArray());
    }
}
