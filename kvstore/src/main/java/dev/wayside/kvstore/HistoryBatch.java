package dev.wayside.kvstore;

import java.util.List;

/**
 * What one call writes. Parts of a batch may belong to different cells; no promise spans them but durability.
 *
 * @param visits in any order
 * @param handovers in any order
 */
public record HistoryBatch(List<Visit> visits, List<Handover> handovers) {

    /** Copies both lists. */
    public HistoryBatch {
        visits = List.copyOf(visits);
        handovers = List.copyOf(handovers);
    }
}
