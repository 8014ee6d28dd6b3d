package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The caller's newest measurements of a quantity, and the simple estimators over them. Immutable.
 *
 * <p>A horizon of h ms takes the samples less than h old: at one sample a second, the newest of them now, 5 s are five
 * samples. All samples have the same weight. An estimator whose horizon holds no sample is absent, not zero.
 *
 * @param samples in any order; kept newest first
 */
public record ShortTermSamples(List<Sample> samples) {

    /** The horizons are chosen: about one, five and thirty samples at one a second. */
    private static final int ONE_SECOND_MILLIS = 1_000;

    private static final int FIVE_SECONDS_MILLIS = 5_000;
    /** The longest horizon of {@link #sources}. */
    public static final int MAX_HORIZON_MILLIS = 30_000;

    /**
     * One measurement.
     *
     * @param ageMillis age, ms, not negative
     * @param value in the quantity's unit
     */
    public record Sample(int ageMillis, double value) {

        /** @throws IllegalArgumentException if the age is negative or the value is NaN, infinite or above 1e100 */
        public Sample {
            Limits.requireBetween("age of a sample (ms)", ageMillis, 0, Integer.MAX_VALUE);
            Limits.requireValue("value of a sample", value);
        }
    }

    /** Copies and orders the list. */
    public ShortTermSamples {
        samples = samples.stream()
                .sorted(Comparator.comparingInt(Sample::ageMillis).thenComparingDouble(Sample::value))
                .toList();
    }

    /** All available simple estimators: last value, means of 1, 5 and 30 s, harmonic mean. */
    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        lastValue().ifPresent(sources::add);
        mean(Source.MEAN_1S, ONE_SECOND_MILLIS).ifPresent(sources::add);
        mean(Source.MEAN_5S, FIVE_SECONDS_MILLIS).ifPresent(sources::add);
        mean(Source.MEAN_30S, MAX_HORIZON_MILLIS).ifPresent(sources::add);
        harmonicMean().ifPresent(sources::add);
        return List.copyOf(sources);
    }

    /** The newest sample, however old; its variance is that of the last 5 s. */
    public Optional<Source> lastValue() {
        return samples.stream()
                .findFirst()
                .map(newest -> source(Source.LAST_VALUE, newest.value(), youngerThan(FIVE_SECONDS_MILLIS)));
    }

    /**
     * Arithmetic mean over a horizon, with the sample variance (divisor n - 1) of that horizon.
     *
     * @param name name of the source
     */
    public Optional<Source> mean(String name, int horizonMillis) {
        List<Double> values = youngerThan(horizonMillis);
        return values.isEmpty() ? Optional.empty() : Optional.of(source(name, mean(values), values));
    }

    /**
     * Harmonic mean of the last 5 s: n / sum(1 / x_i), the usual protection of adaptive video against single peaks
     * (Jiang et al. 2012, doi:10.1145/2413176.2413189). Zero if any sample is zero, absent if any is negative.
     */
    public Optional<Source> harmonicMean() {
        List<Double> values = youngerThan(FIVE_SECONDS_MILLIS);
        if (values.isEmpty() || values.stream().anyMatch(value -> value < 0)) {
            return Optional.empty();
        }
        // Relative to the minimum, so that no reciprocal overflows.
        double min = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double reciprocals = values.stream().mapToDouble(value -> min / value).sum();
        double harmonic = min == 0 ? 0 : min * (values.size() / reciprocals);
        return Optional.of(source(Source.HARMONIC_MEAN, harmonic, values));
    }

    private List<Double> youngerThan(int horizonMillis) {
        return samples.stream()
                .filter(sample -> sample.ageMillis() < horizonMillis)
                .map(Sample::value)
                .toList();
    }

    private static Source source(String name, double value, List<Double> values) {
        return new Source(name, value, variance(values), OptionalDouble.empty());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value / values.size()).sum();
    }

    private static OptionalDouble variance(List<Double> values) {
        if (values.size() < 2) {
            return OptionalDouble.empty();
        }
        double mean = mean(values);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return OptionalDouble.of(Math.min(Limits.MAX_VARIANCE, squares / (values.size() - 1)));
    }
}
