package dev.wayside.relay.session;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.schedule.Lane;

/** A path as a session drives it: keeps the order of frames, and loses them only when it ends. */
public interface PathLink {

    /** Number of the path, its own within the session. */
    int id();

    /** The carrier it runs over; what contexts are found by. */
    String carrier();

    /** What it is there for. */
    Lane lane();

    /** What the transport says now. */
    PathMeasurement measure();

    /** How many bytes more it takes before what is handed in would only wait in the relay. */
    long roomBytes();

    /** Takes a frame; never refuses. */
    void send(Frame frame);
}
