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

    /** The connection is over. */
    void reset(ResetReason reason);

    /** The connection takes bytes again after it had enough. */
    void resume();
}
