package dev.wayside.relay.schedule;

/** The kind of a flow, in the direction in which this relay sends it. */
public enum FlowKind {
    /** Commands and their echoes: remote shells, names, time, signalling. */
    CONTROL,
    /** Few bytes, of any content. */
    SHORT,
    /** Web pages and their parts: HTTP and TLS. */
    HTML,
    /** Many bytes: a few late packets do no harm. */
    BULK
}
