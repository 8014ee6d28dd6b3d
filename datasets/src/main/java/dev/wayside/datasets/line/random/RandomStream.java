package dev.wayside.datasets.line.random;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** One sequence of chance, with the few draws the model needs. Not thread-safe. */
public final class RandomStream {
    private final UniformRandomProvider source;
    private final SharedStateContinuousSampler normal;

    RandomStream(UniformRandomProvider source) {
        this.source = source;
        this.normal = ZigguratSampler.NormalizedGaussian.of(source);
    }

    /** A standard normal deviate. */
    public double normal() {
        return normal.sample();
    }

    public double uniform(double low, double high) {
        return low + (high - low) * source.nextDouble();
    }

    /** A whole number in {@code 0 .. bound - 1}. */
    public int below(int bound) {
        return source.nextInt(bound);
    }

    public boolean happens(double probability) {
        return source.nextDouble() < probability;
    }

    /**
     * Standard normal deviates, one from each of {@code count} equally probable strata, in random order: a handful of
     * them already has the quantiles of the whole distribution.
     */
    public List<Double> stratifiedNormals(int count) {
        List<Double> deviates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            deviates.add(NormalQuantile.of((i + uniform(0.25, 0.75)) / count));
        }
        ListSampler.shuffle(source, deviates);
        return deviates;
    }
}
