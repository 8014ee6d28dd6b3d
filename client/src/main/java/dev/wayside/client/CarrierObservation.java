package dev.wayside.client;

import java.util.Arrays;
import java.util.Objects;

/** Signal samples of one vehicle in one cell, newest last. Immutable. */
public final class CarrierObservation {

    private final String carrier;
    private final String cell;
    private final double[] rsrpDbm;
    private final int sampleIntervalMillis;
    private final boolean bands;
    private final boolean reset;

    /**
     * An observation.
     *
     * @param carrier the carrier
     * @param cell cell id
     * @param rsrpDbm samples in dBm, -156 to -31, newest last; copied
     * @param sampleIntervalMillis time between samples, 1 to 60,000 ms
     */
    public CarrierObservation(String carrier, String cell, double[] rsrpDbm, int sampleIntervalMillis) {
        this(carrier, cell, rsrpDbm, sampleIntervalMillis, false, false);
    }

    private CarrierObservation(
            String carrier, String cell, double[] rsrpDbm, int sampleIntervalMillis, boolean bands, boolean reset) {
        this.carrier = Objects.requireNonNull(carrier);
        this.cell = Objects.requireNonNull(cell);
        this.rsrpDbm = rsrpDbm.clone();
        this.sampleIntervalMillis = sampleIntervalMillis;
        this.bands = bands;
        this.reset = reset;
    }

    /** The same, asking for the spread of the matches at each step of a prediction. */
    public CarrierObservation withBands() {
        return new CarrierObservation(carrier, cell, rsrpDbm, sampleIntervalMillis, true, reset);
    }

    /** The same, on a stream, as the first after a gap: the samples sent before are forgotten. */
    public CarrierObservation afterGap() {
        return new CarrierObservation(carrier, cell, rsrpDbm, sampleIntervalMillis, bands, true);
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

    boolean bands() {
        return bands;
    }

    boolean reset() {
        return reset;
    }

    @Override
    public String toString() {
        return carrier + "/" + cell + " " + Arrays.toString(rsrpDbm);
    }
}
