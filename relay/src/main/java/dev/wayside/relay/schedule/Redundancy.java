package dev.wayside.relay.schedule;

/** The reasons for sending bytes more than once. */
public enum Redundancy {
    /** The scheduler put a packet on several paths at once. */
    COPY,
    /** A short message was put on several paths at once. */
    SHORT_COPY,
    /** The path fell silent or was closed. */
    SILENCE,
    /** The path became slow, and another path was idle. */
    OVERTAKEN,
    /** The path's transport pauses and has not sent the bytes yet. */
    REST
}
