package dev.wayside.relay.schedule;

import java.util.OptionalDouble;

/**
 * What a scheduler knows of one path at one moment. Immutable.
 *
 * @param id the path's number
 * @param carrier whose network it is on
 * @param lane what it is there for
 * @param rttMillis smoothed round-trip time, above 0
 * @param rttVarMillis its variation, at least 0
 * @param bandwidthBps what the path is believed to carry, above 0
 * @param loss share of packets believed lost, 0 to 1
 * @param bufferedBytes what the path still holds: relay queue, unsent and unacknowledged
 * @param roomBytes how much more it takes now, 0 if none
 * @param idleMillis since something was last handed to it
 * @param failing whether it gives no sign of life although it should
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

    /** Whether it takes anything now. */
    public boolean hasRoom() {
        return roomBytes > 0;
    }

    /** Bandwidth-delay product, bytes. */
    double bdpBytes() {
        return bandwidthBps / 8 * rttMillis / 1_000;
    }

    /** When what is handed to it now, after what it holds, would have left it and arrived, ms. */
    double arrivalMillis(long bytes) {
        return rttMillis / 2 + (bufferedBytes + bytes) * 8_000.0 / bandwidthBps;
    }
}
