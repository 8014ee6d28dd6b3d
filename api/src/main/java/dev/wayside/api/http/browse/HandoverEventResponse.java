package dev.wayside.api.http.browse;

import java.time.Instant;

import dev.wayside.kvstore.Handover;

/**
 * A handover out of a cell as it goes over the wire.
 *
 * @param trace the trace it was seen in
 * @param time when the cell was last heard, RFC 3339
 * @param kind {@code SUCCESS}, {@code FAILURE} or {@code OUTAGE}
 * @param disconnectionMillis how long the device was without a cell
 * @param targetCell the cell of the same carrier that was entered
 */
record HandoverEventResponse(String trace, String time, String kind, int disconnectionMillis, String targetCell) {

    static HandoverEventResponse of(Handover handover) {
        return new HandoverEventResponse(
                handover.trace().toString(),
                Instant.ofEpochMilli(handover.epochMillis()).toString(),
                handover.kind().name(),
                handover.disconnectionMillis(),
                handover.targetCellId());
    }
}
