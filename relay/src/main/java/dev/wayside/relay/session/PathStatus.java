package dev.wayside.relay.session;

import dev.wayside.relay.schedule.Lane;

/**
 * A path as the status page shows it.
 *
 * @param id its number
 * @param carrier its carrier
 * @param lane its purpose
 * @param rttMillis round-trip time
 * @param bandwidthBps its estimated bandwidth
 * @param loss share of segments retransmitted
 * @param outstandingBytes under way and not acknowledged by the peer
 * @param failing true if it gives no sign of life
 * @param silentMillis time without a sign of life
 */
public record PathStatus(
        int id,
        String carrier,
        Lane lane,
        double rttMillis,
        double bandwidthBps,
        double loss,
        long outstandingBytes,
        boolean failing,
        double silentMillis) {}
