package dev.wayside.relay.session;

import dev.wayside.relay.message.Frame;

/** A reliable frame under way: it may be on several paths, and is done when one of them has delivered it. */
final class Segment {

    private final Frame frame;
    private boolean done;
    private boolean overtaken;
    private boolean waiting;

    Segment(Frame frame) {
        this.frame = frame;
    }

    Frame frame() {
        return frame;
    }

    boolean isDone() {
        return done;
    }

    /** Whether it waits to be sent once more. */
    boolean isWaiting() {
        return waiting;
    }

    void setWaiting(boolean waits) {
        waiting = waits;
    }

    /** Whether it was sent once more because its path had become slow: that is done once. */
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
