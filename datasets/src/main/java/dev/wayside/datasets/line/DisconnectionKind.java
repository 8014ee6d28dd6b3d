package dev.wayside.datasets.line;

/** Disconnection that ended just before a row, as the canonical file spells it. */
enum DisconnectionKind {
    /** All control messages arrived. */
    SUCCESS("handover"),
    /** The phone's request left, no command came back. */
    FAILURE("handover_failure"),
    /** Coverage was lost before a request could be sent. */
    OUTAGE("outage");

    private final String event;

    DisconnectionKind(String event) {
        this.event = event;
    }

    String event() {
        return event;
    }
}
