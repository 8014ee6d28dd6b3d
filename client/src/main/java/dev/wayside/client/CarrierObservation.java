package dev.wayside.client;

import java.util.Arrays;
import java.util.Objects;

/** Signal samples of one vehicle in one cell, newest last. Immutable. */
public final class CarrierObservation {

    private final String carrier;
    private final String cell;
    private final double[] rsrpDbm;
    private final int sampleIntervalMillis;

    /**
     * An observation.
     *
     * @param carrier the carrier
     * @param cell cell id
     * @param rsrpDbm samples in dBm, -156 to -31, newest last; copied
     * @param sampleIntervalMillis time between samples, 1 to 60,000 ms
     */
    public CarrierObservation(String carrier, String cell, double[] rsrpDbm, int sampleIntervalMillis) {
        this.carrier = Objects.requireNonNull(carrier);
        this.cell = Objects.requireNonNull(cell);
        this.rsrpDbm = rsrpDbm.clone();
        this.sampleIntervalMillis = sampleIntervalMillis;
    }

    /** The carrier. */
    public String carrier() {
        return carrier;
    }

    /** Cell id. */
    public String cell() {
        return cell;
    }

    double[] rsrpDbm() {
        return rsrpDbm;
    }

    int sampleIntervalMillis() {
        return sampleIntervalMillis;
    }

    @Override
    public String toString() {
        return carrier + "/" + cell + " " + Arrays.toString(rsrpDbm);
    }
}
