package dev.wayside.relay.session;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.ResetReason;
import org.jspecify.annotations.Nullable;

/** The session as a connection sees it. */
interface ConnectionHost {

    /** Time of the driver's latest call. */
    long nowNanos();

    /** Runs an action of a connection: a fault in it ends that connection alone. */
    void guard(Connection connection, Runnable action);

    /** Ends a connection because of a fault in its handling. */
    void failed(Connection connection, Throwable fault);

    /** Gives a connection a turn if it has something to send. */
    void readyToSend(Connection connection);

    /** Sends a control frame soon. */
    void sendControl(Frame frame);

    /** Sends a control frame within this turn. */
    void sendControlNow(Frame frame);

    /** Ends a connection at both relays at once, whatever is under way. */
    void abort(Connection connection, ResetReason reason);

    /** Forgets a connection, and closes its near end by the same call: with a reset if there is a reason for one. */
    void end(Connection connection, @Nullable ResetReason reason);

    /** Bounds the time for which an ending connection waits for its near end. */
    void watchEnd(Connection connection);
}
