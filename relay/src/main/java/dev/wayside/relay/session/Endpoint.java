package dev.wayside.relay.session;

import java.nio.ByteBuffer;

import dev.wayside.relay.message.ResetReason;

/** A connection's near end: the client's at the edge, the server's in the cloud. Called on the session's thread. */
public interface Endpoint {

    /** Notes that the far end accepted the connection. */
    void opened();

    /** Accepts bytes, in order; it calls {@link Connection#consumed} when they have left the relay. */
    void deliver(ByteBuffer data);

    /** Notes that the far end sends no more; bytes in the other direction still flow. */
    void finished();

    /** Bytes delivered to it that its program's kernel has not acknowledged; 0 once it is closed. */
    long heldBytes();

    /** Closes after both directions finished and everything is consumed. */
    void closed();

    /** Closes at once because the connection broke off, also while it is being connected. */
    void reset(ResetReason reason);

    /** Goes on: the connection accepts bytes again. */
    void resume();
}
