package dev.wayside.relay.schedule;

/** Why bytes are sent more than once. */
public enum Redundancy {
    /** A packet goes on several paths at once, as its scheduler said. */
    COPY,
    /** So does a short message. */
    SHORT_COPY,
    /** The path it was sent on has fallen silent, or has gone. */
    SILENCE,
    /** The path it was sent on has become slow, and another had nothing to do. */
    OVERTAKEN,
    /** The path's transport rests, and has not sent it yet. */
    REST
}
