package dev.wayside.relay.session;

import dev.wayside.relay.message.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A reliable frame under way: it may be on several paths, and is done when one of them has delivered it, or when the
 * peer has broken off its connection.
 */
final class Segment {

    private final Frame frame;
    private final @Nullable Connection connection;
    private boolean done;
    private boolean overtaken;
    private boolean waiting;

    Segment(Frame frame) {
        this(frame, null);
    }

    /** @param connection its connection; null if it is to arrive even after the connection's end */
    Segment(Frame frame, @Nullable Connection connection) {
        this.frame = frame;
        this.connection = connection;
    }

    Frame frame() {
        return frame;
    }

    boolean isDone() {
        return done || (connection != null && connection.isUnwanted());
    }

    /** True if it waits to be sent once more. */
    boolean isWaiting() {
        return waiting;
    }

    void setWaiting(boolean waits) {
        waiting = waits;
    }

    /** True if it was sent once more because its path had become slow: that is done once. */
    boolean isOvertaken() {
        return overtaken;
    }

    void markOvertaken() {
        overtaken = true;
    }

    void markDone() {
        done = true;
    }
}
