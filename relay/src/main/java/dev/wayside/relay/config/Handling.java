package dev.wayside.relay.config;

/** The treatment of traffic at the edge. */
public enum Handling {
    /** TCP connections end at the relays, which carry their bytes. */
    STREAM,
    /** The relays carry whole packets; TCP runs from end to end. */
    RAW,
    /** The traffic takes the ordinary route. */
    PASS
}
