package dev.wayside.kvstore;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The measurements next to the signal, on the same grid: one series per {@link Quantity} in the log. Immutable and
 * thread-safe. A sample that was not measured reads as NaN; nothing is interpolated.
 */
public final class PerformanceSeries {

    public static final long MISSING = Long.MIN_VALUE;

    private final int length;
    private final Map<Quantity, long[]> stepsByQuantity;

    private PerformanceSeries(int length, Map<Quantity, long[]> stepsByQuantity) {
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

    public static PerformanceSeries ofSteps(int length, Map<Quantity, long[]> stepsByQuantity) {
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
        long[] steps = stepsByQuantity.get(quantity);
        if (steps == null) {
            return Double.NaN;
        }
        return steps[i] == MISSING ? Double.NaN : quantity.fromSteps(steps[i]);
    }

    /**
     * Reads several values at once: {@code values[i]} becomes the value of sample {@code from + i}, NaN if it was not
     * measured or lies past the end.
     *
     * @return true if the quantity was measured anywhere in the series
     */
    public boolean read(Quantity quantity, int from, double[] values) {
        long[] steps = stepsByQuantity.get(quantity);
        if (steps == null) {
            return false;
        }
        int stored = Math.max(0, Math.min(values.length, length - from));
        for (int i = 0; i < stored; i++) {
            long step = steps[from + i];
            values[i] = step == MISSING ? Double.NaN : quantity.fromSteps(step);
        }
        Arrays.fill(values, stored, values.length, Double.NaN);
        return true;
    }

    /** Resident size, bytes; object headers left out. */
    public long bytes() {
        return stepsByQuantity.size() * (long) length * Long.BYTES;
    }

    public Map<Quantity, long[]> stepsByQuantity() {
        return stepsByQuantity;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof PerformanceSeries series)
                || length != series.length
                || !stepsByQuantity.keySet().equals(series.stepsByQuantity.keySet())) {
            return false;
        }
        return stepsByQuantity.entrySet().stream()
                .allMatch(entry -> Arrays.equals(entry.getValue(), series.stepsByQuantity.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        int hash = length;
        for (long[] steps : stepsByQuantity.values()) {
            hash = hash * 31 + Arrays.hashCode(steps);
        }
        return hash;
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
            return new PerformanceSeries(length, stepsByQuantity);
        }

        private long[] missing() {
            long[] steps = new long[length];
            Arrays.fill(steps, MISSING);
            return steps;
        }
    }
}
