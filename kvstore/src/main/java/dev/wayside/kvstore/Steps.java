package dev.wayside.kvstore;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * One quantity of a series in steps of its resolution; what was not measured is {@link #MISSING}. Held in half the
 * memory where the steps allow it, as they nearly always do: predictions read from all over it. Immutable.
 */
final class Steps {

    static final long MISSING = Long.MIN_VALUE;

    private static final int SHORT_MISSING = Integer.MIN_VALUE;

    private final int[] shorts;
    private final long @Nullable [] longs;

    private Steps(int[] shorts, long @Nullable [] longs) {
        this.shorts = shorts;
        this.longs = longs;
    }

    /** Copies the array, or takes it over. */
    static Steps of(long[] steps) {
        int[] shorts = new int[steps.length];
        for (int i = 0; i < steps.length; i++) {
            long step = steps[i];
            if (step != MISSING && (step <= SHORT_MISSING || step > Integer.MAX_VALUE)) {
                return new Steps(new int[0], steps);
            }
            shorts[i] = step == MISSING ? SHORT_MISSING : (int) step;
        }
        return new Steps(shorts, null);
    }

    long at(int i) {
        if (longs != null) {
            return longs[i];
        }
        return shorts[i] == SHORT_MISSING ? MISSING : shorts[i];
    }

    /** Writes so many values from {@code from} on, NaN where missing, and counts those that are not. */
    int read(Quantity quantity, int from, double[] values, int count) {
        int measured = 0;
        for (int i = 0; i < count; i++) {
            long step = at(from + i);
            values[i] = step == MISSING ? Double.NaN : quantity.fromSteps(step);
            measured += step == MISSING ? 0 : 1;
        }
        return measured;
    }

    int length() {
        return longs == null ? shorts.length : longs.length;
    }

    /** Resident size without object headers. */
    long bytes() {
        return longs == null ? (long) shorts.length * Integer.BYTES : (long) longs.length * Long.BYTES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Steps steps && Arrays.equals(shorts, steps.shorts) && Arrays.equals(longs, steps.longs);
    }

    @Override
    public int hashCode() {
        return longs == null ? Arrays.hashCode(shorts) : Arrays.hashCode(longs);
    }
}
