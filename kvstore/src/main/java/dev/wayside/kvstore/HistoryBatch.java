package dev.wayside.kvstore;

import java.util.List;

/**
 * The visits and handovers of one write. They may belong to different cells; across cells only durability is
 * guaranteed.
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
