package dev.wayside.datasets.evaluation;

/** The events that are foretold, and what the history says of each. */
enum EventKind {
    HANDOVER(EventSign.MATCH_HANDOVER, EventSign.CELL_HANDOVER),
    DISRUPTION(EventSign.MATCH_DISRUPTION, EventSign.CELL_DISRUPTION);

    private final EventSign matchShare;
    private final EventSign cellShare;

    EventKind(EventSign matchShare, EventSign cellShare) {
        this.matchShare = matchShare;
        this.cellShare = cellShare;
    }

    EventSign matchShare() {
        return matchShare;
    }

    EventSign cellShare() {
        return cellShare;
    }

    boolean disruptiveOnly() {
        return this == DISRUPTION;
    }
}
