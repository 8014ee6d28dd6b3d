package dev.wayside.relay.schedule;

import java.util.OptionalDouble;

/**
 * The state of one path at one moment, as schedulers see it. Immutable.
 *
 * @param id the path's number
 * @param carrier the carrier of its network
 * @param lane the kind of traffic it carries
 * @param rttMillis smoothed round-trip time, above 0
 * @param rttVarMillis its variation, at least 0
 * @param bandwidthBps estimated bandwidth, above 0
 * @param loss estimated share of packets lost, 0 to 1
 * @param bufferedBytes bytes the path still holds: relay queue, unsent and unacknowledged
 * @param roomBytes bytes it accepts now, 0 if none
 * @param idleMillis time since it last got data
 * @param failing true if it gives no sign of life although it should
 * @param outageInMillis time until a predicted failure, empty if none is predicted
 */
public record PathView(
        int id,
        String carrier,
        Lane lane,
        double rttMillis,
        double rttVarMillis,
        double bandwidthBps,
        double loss,
        long bufferedBytes,
        long roomBytes,
        double idleMillis,
        boolean failing,
        OptionalDouble outageInMillis) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public PathView {
        if (!(rttMillis > 0) || !(rttVarMillis >= 0) || !(bandwidthBps > 0) || !(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("path " + id + ": RTT " + rttMillis + " ms, variation " + rttVarMillis
                    + " ms, bandwidth " + bandwidthBps + " bit/s, loss " + loss);
        }
    }

    /** True if it accepts data now. */
    public boolean hasRoom() {
        return roomBytes > 0;
    }

    /** Bandwidth-delay product, bytes. */
    double bdpBytes() {
        return bandwidthBps / 8 * rttMillis / 1_000;
    }

    /** Time until bytes sent now, behind those it holds, would arrive, ms. */
    double arrivalMillis(long bytes) {
        return rttMillis / 2 + (bufferedBytes + bytes) * 8_000.0 / bandwidthBps;
    }
}
