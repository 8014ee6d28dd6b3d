package dev.wayside.relay.session;

import dev.wayside.relay.schedule.Lane;

/**
 * A path as the status page shows it.
 *
 * @param id its number
 * @param carrier its carrier
 * @param lane what it is there for
 * @param rttMillis round-trip time
 * @param bandwidthBps what it is believed to carry
 * @param loss share of segments retransmitted
 * @param outstandingBytes under way and not acknowledged by the peer
 * @param failing whether it gives no sign of life
 * @param silentMillis how long, ms
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
