package dev.wayside.datasets.evaluation;

import dev.wayside.kvstore.HandoverKind;

/** The events that are foretold. */
enum EventKind {
    HANDOVER("handover"),
    DISRUPTION("failure or outage"),
    OUTAGE("outage");

    private final String label;

    EventKind(String label) {
        this.label = label;
    }

    /** What reports call it. */
    String label() {
        return label;
    }

    /** Whether a change of cell is one of these. */
    boolean includes(HandoverKind kind) {
        return switch (this) {
            case HANDOVER -> true;
            case DISRUPTION -> kind.isDisruptive();
            case OUTAGE -> kind == HandoverKind.OUTAGE;
        };
    }
}
