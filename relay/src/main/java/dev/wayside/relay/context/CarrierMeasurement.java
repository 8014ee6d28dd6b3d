package dev.wayside.relay.context;

import java.util.OptionalDouble;

/**
 * What the relays measured on a carrier lately. Throughput only where the carrier was busy: what little was sent over
 * an idle one says nothing of it. Immutable.
 *
 * @param downlinkBps what it carried towards the vehicle while it was busy, bit/s
 * @param uplinkBps the same from the vehicle
 * @param rttMillis round-trip time
 * @param loss share of segments sent again, 0 to 1; the greater of both directions
 */
public record CarrierMeasurement(
        OptionalDouble downlinkBps, OptionalDouble uplinkBps, OptionalDouble rttMillis, OptionalDouble loss) {

    /** By carrier. */
    public static final ContextType<CarrierMeasurement> TYPE =
            new ContextType<>("measurement", CarrierMeasurement.class);
}
