package dev.wayside.kvstore;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What was measured beside the signal, on the same grid: one series per {@link Quantity} that the log had. Immutable
 * and thread-safe. A sample that was not measured reads as NaN; nothing is interpolated.
 */
public final class PerformanceSeries {

    private final int length;
    private final Map<Quantity, Steps> stepsByQuantity;

    private PerformanceSeries(int length, Map<Quantity, Steps> stepsByQuantity) {
        this.length = length;
        this.stepsByQuantity = stepsByQuantity;
    }

    /** A series in which nothing was measured. */
    public static PerformanceSeries unmeasured(int length) {
        return new PerformanceSeries(length, new EnumMap<>(Quantity.class));
    }

    /** Starts a series of {@code length} samples, all of them missing. */
    public static Builder builder(int length) {
        return new Builder(length);
    }

    static PerformanceSeries ofSteps(int length, Map<Quantity, Steps> stepsByQuantity) {
        return new PerformanceSeries(length, stepsByQuantity);
    }

    /** Number of grid samples, measured or not. */
    public int length() {
        return length;
    }

    /** The quantities of which at least one sample was measured. */
    public Set<Quantity> quantities() {
        return Set.copyOf(stepsByQuantity.keySet());
    }

    /** The value of sample {@code i} in the unit of the quantity; NaN where it was not measured. */
    public double value(Quantity quantity, int i) {
        Steps steps = stepsByQuantity.get(quantity);
        if (steps == null || steps.at(i) == Steps.MISSING) {
            return Double.NaN;
        }
        return quantity.fromSteps(steps.at(i));
    }

    /**
     * Reads several values at once: {@code values[i]} becomes the value of sample {@code from + i}, NaN where it was
     * not measured or lies past the end.
     *
     * @return how many of them were measured; values is left as it was if the quantity never was
     */
    public int read(Quantity quantity, int from, double[] values) {
        Steps steps = stepsByQuantity.get(quantity);
        if (steps == null) {
            return 0;
        }
        int stored = Math.max(0, Math.min(values.length, length - from));
        Arrays.fill(values, stored, values.length, Double.NaN);
        return steps.read(quantity, from, values, stored);
    }

    /** Resident size, bytes; object headers left out. */
    public long bytes() {
        return stepsByQuantity.values().stream().mapToLong(Steps::bytes).sum();
    }

    Map<Quantity, Steps> stepsByQuantity() {
        return stepsByQuantity;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PerformanceSeries series
                && length == series.length
                && stepsByQuantity.equals(series.stepsByQuantity);
    }

    @Override
    public int hashCode() {
        return 31 * length + stepsByQuantity.hashCode();
    }

    @Override
    public String toString() {
        return length + " samples of " + stepsByQuantity.keySet();
    }

    /** Collects the measured samples of one series. Not thread-safe. */
    public static final class Builder {

        private final int length;
        private final Map<Quantity, long[]> stepsByQuantity = new EnumMap<>(Quantity.class);

        private Builder(int length) {
            if (length < 0) {
                throw new IllegalArgumentException("a series cannot have " + length + " samples");
            }
            this.length = length;
        }

        /**
         * Sets one sample; NaN leaves it missing.
         *
         * @throws IllegalArgumentException if the value is out of the quantity's range
         */
        public Builder set(Quantity quantity, int i, double value) {
            if (Double.isNaN(value)) {
                return this;
            }
            if (!quantity.accepts(value)) {
                throw new IllegalArgumentException(quantity + " cannot be " + value);
            }
            stepsByQuantity.computeIfAbsent(quantity, q -> missing())[i] = quantity.toSteps(value);
            return this;
        }

        /** The series; the builder must not be used afterwards. */
        public PerformanceSeries build() {
            Map<Quantity, Steps> steps = new EnumMap<>(Quantity.class);
            stepsByQuantity.forEach((quantity, longs) -> steps.put(quantity, Steps.of(longs)));
            return new PerformanceSeries(length, steps);
        }

        private long[] missing() {
            long[] steps = new long[length];
            Arrays.fill(steps, Steps.MISSING);
            return steps;
        }
    }
}
