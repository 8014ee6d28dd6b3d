package dev.wayside.datasets.estimate;

import dev.wayside.kvstore.HandoverKind;

/** Events that are predicted. */
public enum EventKind {
    /** Any change of cell. */
    HANDOVER("handover"),
    /** A handover that failed, or an outage. */
    DISRUPTION("failure or outage"),
    /** A loss of coverage. */
    OUTAGE("outage");

    private final String label;

    EventKind(String label) {
        this.label = label;
    }

    /** Name in reports. */
    public String label() {
        return label;
    }

    /** True if a change of cell is one of these. */
    public boolean includes(HandoverKind kind) {
        return switch (this) {
            case HANDOVER -> true;
            case DISRUPTION -> kind.isDisruptive();
            case OUTAGE -> kind == HandoverKind.OUTAGE;
        };
    }
}
