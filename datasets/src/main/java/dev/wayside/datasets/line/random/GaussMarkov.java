package dev.wayside.datasets.line.random;

/** A stationary first-order Gauss-Markov sequence of mean 0: exponential correlation, in time or in space. */
public final class GaussMarkov {
    private final double memory;
    private final double innovation;
    private final RandomStream chance;
    private double value;

    /** {@code correlationLength} and {@code step} in one unit, both above 0. */
    public GaussMarkov(double sigma, double correlationLength, double step, RandomStream chance) {
        this.memory = Math.exp(-step / correlationLength);
        this.innovation = sigma * Math.sqrt(1 - memory * memory);
        this.chance = chance;
        this.value = sigma * chance.normal();
    }

    public double next() {
        value = memory * value + innovation * chance.normal();
        return value;
    }
}
