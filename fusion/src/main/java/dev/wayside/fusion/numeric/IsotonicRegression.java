package dev.wayside.fusion.numeric;

/**
 * The non-decreasing sequence nearest to another in weighted least squares, by pool-adjacent-violators: neighbours that
 * fall are replaced by their mean until none does. Linear in the length. Barlow et al. (1972); Best and Chakravarti
 * (1990), doi:10.1007/BF01580873.
 */
public final class IsotonicRegression {

    private final double[] means;
    private final double[] weights;
    private final int[] lengths;
    private int blocks;

    private IsotonicRegression(int capacity) {
        means = new double[capacity];
        weights = new double[capacity];
        lengths = new int[capacity];
    }

    /**
     * The non-decreasing values closest to these in weighted squares.
     *
     * @param weights one per value, above 0
     */
    public static double[] nonDecreasing(double[] values, double[] weights) {
        IsotonicRegression pools = new IsotonicRegression(values.length);
        for (int i = 0; i < values.length; i++) {
            pools.add(values[i], weights[i]);
        }
        return pools.spread(values.length);
    }

    private void add(double value, double weight) {
        means[blocks] = value;
        weights[blocks] = weight;
        lengths[blocks] = 1;
        blocks++;
        while (blocks > 1 && means[blocks - 2] >= means[blocks - 1]) {
            poolLastTwo();
        }
    }

    private void poolLastTwo() {
        int into = blocks - 2;
        double total = weights[into] + weights[into + 1];
        means[into] += (means[into + 1] - means[into]) * (weights[into + 1] / total);
        weights[into] = total;
        lengths[into] += lengths[into + 1];
        blocks--;
    }

    private double[] spread(int length) {
        double[] fitted = new double[length];
        int next = 0;
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < lengths[block]; i++) {
                fitted[next++] = means[block];
            }
        }
        return fitted;
    }
}
