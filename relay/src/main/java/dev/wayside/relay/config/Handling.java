package dev.wayside.relay.config;

/** How the edge treats traffic. */
public enum Handling {
    /** TCP ends at the relays, and its bytes are carried. */
    STREAM,
    /** Whole packets are carried; TCP, if it is, goes from end to end. */
    RAW,
    /** Not at all: it takes the ordinary route. */
    PASS
}
