package dev.wayside.relay.context;

import java.util.OptionalDouble;

/**
 * Recent measurements of a carrier. Throughput only if the carrier was busy: the few bytes sent over an idle one do not
 * show its rate. Immutable.
 *
 * @param downlinkBps rate towards the vehicle while it was busy, bit/s
 * @param uplinkBps the same from the vehicle
 * @param rttMillis round-trip time
 * @param loss share of segments sent again, 0 to 1; the greater of both directions
 */
public record CarrierMeasurement(
        OptionalDouble downlinkBps, OptionalDouble uplinkBps, OptionalDouble rttMillis, OptionalDouble loss) {

    /** The type; keys are carriers. */
    public static final ContextType<CarrierMeasurement> TYPE =
            new ContextType<>("measurement", CarrierMeasurement.class);
}
