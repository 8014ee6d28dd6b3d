package dev.wayside.relay.session;

import dev.wayside.relay.message.OpenRequest;

/** A connector to the servers that the peer's clients ask for. */
@FunctionalInterface
public interface Acceptor {

    /**
     * Starts to connect; later calls {@link Connection#attach} or {@link Connection#reset}. Until then an endpoint
     * passed to {@link Connection#connecting} is closed with the connection.
     *
     * @param connection the connection that waits for its endpoint
     */
    void connect(Connection connection, OpenRequest request);
}
