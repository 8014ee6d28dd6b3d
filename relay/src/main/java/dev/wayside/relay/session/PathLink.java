package dev.wayside.relay.session;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.session.estimate.PathMeasurement;

/** A path as a session drives it: keeps the order of frames, and loses them only when it ends. */
public interface PathLink {

    /** Number of the path, its own within the session. */
    int id();

    /** The carrier it runs over: the key of its contexts. */
    String carrier();

    /** Purpose of the path. */
    Lane lane();

    /** The transport's measurement now. */
    PathMeasurement measure();

    /** Bytes that may be sent before they would only wait in the relay. */
    long roomBytes();

    /** Sends a frame; never refuses. */
    void send(Frame frame);
}
