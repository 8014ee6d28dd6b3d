package dev.wayside.kvstore;

import java.util.Arrays;

/**
 * Consecutive RSRP samples on the store's grid, fixed point in 1/16 dB. Immutable and thread-safe.
 *
 * <p>Values lie in the reporting range of RSRP, {@value #MIN_DBM} to {@value #MAX_DBM} dBm (3GPP TS 38.133, table
 * 10.1.6.1-1). Rounding to the grid errs by at most 1/32 dB. Distances are computed on the exact {@link #sixteenths}.
 */
public final class RsrpSeries {

    /** Minimum reportable RSRP, dBm (3GPP TS 38.133, table 10.1.6.1-1). */
    public static final int MIN_DBM = -156;
    /** Maximum reportable RSRP, dBm (the same table). */
    public static final int MAX_DBM = -31;
    /** Steps per decibel. Chosen: finer than any modem reports, and a 16-bit integer holds the range. */
    public static final int STEPS_PER_DB = 16;

    private final short[] sixteenths;

    private RsrpSeries(short[] sixteenths) {
        this.sixteenths = sixteenths;
    }

    /**
     * Rounds samples to the fixed-point grid.
     *
     * @param dbm samples in dBm, oldest first; may be empty
     * @throws IllegalArgumentException if a sample is NaN or out of range; names its position
     */
    public static RsrpSeries ofDbm(double... dbm) {
        short[] samples = new short[dbm.length];
        for (int i = 0; i < dbm.length; i++) {
            if (!isReportable(dbm[i])) {
                throw new IllegalArgumentException("sample " + i + " is " + dbm[i] + " dBm; RSRP lies between "
                        + MIN_DBM + " and " + MAX_DBM + " dBm");
            }
            samples[i] = (short) Math.round(dbm[i] * STEPS_PER_DB);
        }
        return new RsrpSeries(samples);
    }

    /**
     * A series of the first {@code length} samples, already in 1/16 dB; copies.
     *
     * @throws IllegalArgumentException if a sample is out of range
     */
    public static RsrpSeries ofSixteenths(short[] samples, int length) {
        for (int i = 0; i < length; i++) {
            if (samples[i] < MIN_DBM * STEPS_PER_DB || samples[i] > MAX_DBM * STEPS_PER_DB) {
                throw new IllegalArgumentException("sample " + i + " is " + samples[i] + "/16 dBm, out of range");
            }
        }
        return new RsrpSeries(Arrays.copyOf(samples, length));
    }

    /** True if a value can be an RSRP; false for NaN. */
    public static boolean isReportable(double dbm) {
        return dbm >= MIN_DBM && dbm <= MAX_DBM;
    }

    /** Number of samples. */
    public int length() {
        return sixteenths.length;
    }

    /** Sample {@code i} in 1/16 dBm. */
    public int sixteenths(int i) {
        return sixteenths[i];
    }

    /** Sample {@code i} in dBm. */
    public double dbm(int i) {
        return sixteenths[i] / (double) STEPS_PER_DB;
    }

    /** All samples in dBm; a new array. */
    public double[] toDbm() {
        double[] dbm = new double[sixteenths.length];
        Arrays.setAll(dbm, this::dbm);
        return dbm;
    }

    /** The samples from {@code from} (inclusive) to {@code to} (exclusive). */
    public RsrpSeries slice(int from, int to) {
        if (to > sixteenths.length) {
            throw new IndexOutOfBoundsException("slice ends at " + to + " of " + sixteenths.length);
        }
        return new RsrpSeries(Arrays.copyOfRange(sixteenths, from, to));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RsrpSeries series && Arrays.equals(sixteenths, series.sixteenths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sixteenths);
    }

    @Override
    public String toString() {
        return Arrays.toString(toDbm());
    }
}
