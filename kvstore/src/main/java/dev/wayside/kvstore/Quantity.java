package dev.wayside.kvstore;

import java.util.List;

/**
 * The quantities measured next to the signal, each with its unit and the resolution it is stored at (fixed point).
 *
 * <p>The ranges of radio quantities are those of 3GPP reports. Tenths of a decibel are chosen: they hold the integers,
 * halves and tenths that modems print exactly.
 */
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
    NEIGHBOUR_RSRP_DBM(7, RsrpSeries.STEPS_PER_DB, RsrpSeries.MIN_DBM, RsrpSeries.MAX_DBM),
    /**
     * RSRQ of the serving cell, dB; stored to 0.1 dB. NR reports -43 to 20 dB (TS 38.133, table 10.1.11.1-1), LTE -34
     * to 2.5 dB (TS 36.133, section 9.1.7).
     */
    RSRQ_DB(8, 10, -43, 20),
    /** SINR of the serving cell, dB; stored to 0.1 dB. Range: TS 38.133, table 10.1.16.1-1; LTE has the same. */
    SINR_DB(9, 10, -23, 40),
    /** Channel of the serving cell: EARFCN on LTE (TS 36.101, 5.7.3), NR-ARFCN on 5G (TS 38.104, 5.4.2.1). */
    CHANNEL(10, 0, 3_279_165),
    /** Band of the serving cell, the number of B3 or n78: up to n263 (TS 38.101-2, table 5.2-1). */
    BAND(11, 1, 263),
    /** Physical cell identity: up to 503 on LTE (TS 36.211, 6.11), 1007 on 5G (TS 38.211, 7.4.2.1). */
    PCI(12, 0, 1_007),
    /** RSRP of the 5G cell while an LTE cell serves (non-standalone 5G), dBm; stored to 1/16 dB. */
    SS_RSRP_DBM(13, RsrpSeries.STEPS_PER_DB, RsrpSeries.MIN_DBM, RsrpSeries.MAX_DBM),
    /** Timing advance, the index of the network's command: up to 1282 on LTE, 3846 on 5G (TS 38.213, 4.2). */
    TIMING_ADVANCE(14, 1, 0, 3_846),
    /** RSRP of the strongest neighbour cell of the serving cell's technology, dBm; stored to 1/16 dB. */
    SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM(15, RsrpSeries.STEPS_PER_DB, RsrpSeries.MIN_DBM, RsrpSeries.MAX_DBM);

    private static final List<Quantity> BY_CODE = List.of(values());

    private final int code;
    private final double stepsPerUnit;
    private final double min;
    private final double max;
    private final boolean label;

    Quantity(int code, double stepsPerUnit, double min, double max) {
        this(code, stepsPerUnit, min, max, false);
    }

    /** A label: a number that identifies something. */
    Quantity(int code, double min, double max) {
        this(code, 1, min, max, true);
    }

    Quantity(int code, double stepsPerUnit, double min, double max, boolean label) {
        this.code = code;
        this.stepsPerUnit = stepsPerUnit;
        this.min = min;
        this.max = max;
        this.label = label;
    }

    /** True for a number that identifies something, such as a channel: a mean of two means nothing. */
    public boolean isLabel() {
        return label;
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
