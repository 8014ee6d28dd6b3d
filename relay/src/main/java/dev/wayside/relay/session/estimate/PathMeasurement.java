package dev.wayside.relay.session.estimate;

/**
 * A transport's measurement of itself.
 *
 * @param rttMillis smoothed round-trip time, 0 if not yet measured
 * @param minRttMillis minimum of the latest measurements: without queues; 0 if not yet measured
 * @param rttVarMillis its variation
 * @param deliveryRateBps newest delivery rate, 0 if not yet measured
 * @param appLimited whether the rate was bounded by what there was to send
 * @param loss share of segments retransmitted lately, 0 to 1
 * @param timeouts retransmission time-outs in a row
 * @param congestionWindowBytes max bytes it lets be under way, 0 if not known
 * @param unsentBytes bytes it accepted and has not sent even once
 * @param acknowledgedBytes bytes the peer's transport has acknowledged since it was opened
 * @param deliveredSegments segments the peer's transport has reported as received, in order or not
 */
public record PathMeasurement(
        double rttMillis,
        double minRttMillis,
        double rttVarMillis,
        double deliveryRateBps,
        boolean appLimited,
        double loss,
        int timeouts,
        long congestionWindowBytes,
        long unsentBytes,
        long acknowledgedBytes,
        long deliveredSegments) {}
