package dev.wayside.client;

/** A quantity that is measured, predicted and estimated. */
public enum Quantity {
    /** Downlink throughput, bit/s. */
    DOWNLINK_BPS("downlinkBps"),
    /** Uplink throughput, bit/s. */
    UPLINK_BPS("uplinkBps"),
    /** Round-trip time, ms. */
    RTT_MILLIS("rttMillis"),
    /** Loss, 0 to 1. */
    LOSS("loss");

    private final String field;

    Quantity(String field) {
        this.field = field;
    }

    /** Its name on the wire. */
    String field() {
        return field;
    }
}
