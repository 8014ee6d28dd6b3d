package dev.wayside.datasets.line.random;

/** The quantile function of the standard normal distribution. */
final class NormalQuantile {
    private static final double[] NUMERATOR = {2.515517, 0.802853, 0.010328};
    private static final double[] DENOMINATOR = {1.0, 1.432788, 0.189269, 0.001308};

    private NormalQuantile() {}

    /**
     * Rational approximation 26.2.23 of Abramowitz and Stegun (1964), absolute error below 4.5e-4.
     *
     * @param probability strictly between 0 and 1
     */
    static double of(double probability) {
        double tail = Math.min(probability, 1 - probability);
        double t = Math.sqrt(-2 * Math.log(tail));
        double quantile = t - polynomial(NUMERATOR, t) / polynomial(DENOMINATOR, t);
        return probability < 0.5 ? -quantile : quantile;
    }

    private static double polynomial(double[] coefficients, double x) {
        double value = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value * x + coefficients[i];
        }
        return value;
    }
}
