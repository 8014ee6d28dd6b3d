package dev.wayside.relay.session;

import dev.wayside.relay.message.OpenRequest;

/** Connects to the servers that the peer's clients ask for. */
@FunctionalInterface
public interface Acceptor {

    /**
     * Starts to connect; later calls {@link Connection#attach} or {@link Connection#reset}. Until then what it passes
     * to {@link Connection#connecting} is closed with the connection.
     *
     * @param connection what waits for its endpoint
     */
    void connect(Connection connection, OpenRequest request);
}
