package dev.wayside.kvstore;

import java.util.List;

/** The quantities measured next to the signal, each with its unit and the resolution it is stored at (fixed point). */
public enum Quantity {
    /** Downlink throughput, bit/s. */
    DOWNLINK_BPS(0, 1, 0, 1e12),
    /** Uplink throughput, bit/s. */
    UPLINK_BPS(1, 1, 0, 1e12),
    /** Round-trip time, ms; stored to the microsecond. */
    RTT_MILLIS(2, 1e3, 0, 1e7),
    /** Packet loss, ratio 0 to 1; stored to one in a million. */
    LOSS(3, 1e6, 0, 1),
    /** Latitude, degrees north, WGS 84; stored to 1e-7 degrees (1 cm). */
    LATITUDE_DEGREES(4, 1e7, -90, 90),
    /** Longitude, degrees east, WGS 84; stored to 1e-7 degrees. */
    LONGITUDE_DEGREES(5, 1e7, -180, 180),
    /** Speed over ground, m/s; stored to 1 cm/s. */
    SPEED_MPS(6, 1e2, 0, 1e4),
    /** RSRP of the strongest neighbour cell, dBm; stored to 1/16 dB. */
    NEIGHBOUR_RSRP_DBM(7, RsrpSeries.STEPS_PER_DB, RsrpSeries.MIN_DBM, RsrpSeries.MAX_DBM);

    private static final List<Quantity> BY_CODE = List.of(values());

    private final int code;
    private final double stepsPerUnit;
    private final double min;
    private final double max;

    Quantity(int code, double stepsPerUnit, double min, double max) {
        this.code = code;
        this.stepsPerUnit = stepsPerUnit;
        this.min = min;
        this.max = max;
    }

    /** Minimum value that can be stored. */
    public double min() {
        return min;
    }

    /** Maximum value that can be stored. */
    public double max() {
        return max;
    }

    /** Storage resolution: steps per unit. */
    public double stepsPerUnit() {
        return stepsPerUnit;
    }

    /** True if a value lies in range; false for NaN. */
    public boolean accepts(double value) {
        return value >= min && value <= max;
    }

    /** Code of the quantity in stored values; never changes. */
    public int code() {
        return code;
    }

    public static Quantity ofCode(int code) {
        return BY_CODE.get(code);
    }

    long toSteps(double value) {
        return Math.round(value * stepsPerUnit);
    }

    double fromSteps(long steps) {
        return steps / stepsPerUnit;
    }
}
