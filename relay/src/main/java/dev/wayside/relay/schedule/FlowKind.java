package dev.wayside.relay.schedule;

/** What a flow is, in the direction in which this relay sends it. */
public enum FlowKind {
    /** Commands and their echoes: remote shells, names, time, signalling. */
    CONTROL,
    /** Little, of whatever it may be. */
    SHORT,
    /** Web pages and their parts: HTTP and TLS. */
    HTML,
    /** Much: where a few packets late do no harm. */
    BULK
}
