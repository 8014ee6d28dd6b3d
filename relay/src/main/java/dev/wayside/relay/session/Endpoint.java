package dev.wayside.relay.session;

import java.nio.ByteBuffer;

import dev.wayside.relay.message.ResetReason;

/** A connection's near end: the client's at the edge, the server's in the cloud. Called on the session's thread. */
public interface Endpoint {

    /** The far end took the connection. */
    void opened();

    /** Bytes for it, in order; it says {@link Connection#consumed} when they have left the relay. */
    void deliver(ByteBuffer data);

    /** The far end sends no more; bytes the other way still flow. */
    void finished();

    /** Bytes delivered to it that its program's kernel has not acknowledged; 0 once it is closed. */
    long heldBytes();

    /** The connection is over, both directions finished, and everything is consumed. */
    void closed();

    /** The connection is broken off: closes at once, also while it is being connected. */
    void reset(ResetReason reason);

    /** The connection takes bytes again after it had enough. */
    void resume();
}
