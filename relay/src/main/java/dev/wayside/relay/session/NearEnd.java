package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.Objects;

import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.session.stream.ReceiveBuffer;
import org.jspecify.annotations.Nullable;

/** The near end of a connection, from before it is connected until it is closed. */
final class NearEnd {

    private @Nullable Endpoint endpoint;
    private boolean attached;
    private boolean opened;

    void connecting(Endpoint being) {
        endpoint = being;
    }

    /** Marks the endpoint as connected: it gets what arrives. */
    void attach() {
        attached = true;
    }

    boolean isAttached() {
        return attached;
    }

    /** Passes on that the far end accepted, once: the frame comes once for each path that carried it. */
    void opened() {
        if (endpoint != null && !opened) {
            opened = true;
            endpoint.opened();
        }
    }

    /** Delivers the bytes that are in order; the end of the connection empties the buffer meanwhile. */
    void deliver(ReceiveBuffer buffer) {
        Endpoint end = endpoint;
        if (end == null || !attached) {
            return;
        }
        for (ByteBuffer bytes = buffer.poll(); bytes != null; bytes = buffer.poll()) {
            end.deliver(bytes);
        }
    }

    void finished() {
        if (endpoint != null) {
            endpoint.finished();
        }
    }

    void resume() {
        if (endpoint != null) {
            endpoint.resume();
        }
    }

    /** Bytes delivered that its program's kernel has not acknowledged; 0 without an endpoint. */
    long heldBytes() {
        return endpoint == null ? 0 : endpoint.heldBytes();
    }

    /** Closes it, by a reset if there is a reason for one. */
    void close(@Nullable ResetReason reason) {
        if (endpoint != null && reason == null) {
            endpoint.closed();
        } else if (endpoint != null) {
            endpoint.reset(Objects.requireNonNull(reason));
        }
    }
}
