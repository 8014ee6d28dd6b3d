package dev.wayside.relay.session;

import java.util.HashMap;
import java.util.Map;

import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.schedule.FlowEnds;

/** Publishes connections as they change, of {@value #MOST} at most: what is known of them must not fill the memory. */
final class ConnectionContexts {

    static final int MOST = 4_096;

    private final ContextRegistry.Publisher<ConnectionContext> publisher;
    private final Map<Integer, ConnectionContext> published = new HashMap<>();

    ConnectionContexts(ContextRegistry contexts) {
        publisher = contexts.register(ConnectionContext.TYPE, "session");
    }

    void publish(Connection connection, long nowNanos) {
        if (published.size() >= MOST && !published.containsKey(connection.id())) {
            return;
        }
        ConnectionContext now = context(connection);
        if (!now.equals(published.put(connection.id(), now))) {
            publisher.publish(String.valueOf(connection.id()), now, nowNanos);
        }
    }

    private static ConnectionContext context(Connection connection) {
        ClassifiedFlow flow = connection.flow();
        FlowEnds ends = flow.ends();
        return new ConnectionContext(
                ends.client(),
                ends.server(),
                flow.kind(),
                flow.flowClass(),
                flow.activity().offeredBytes(),
                connection.waitingBytes(),
                flow.activity().activeMillis());
    }

    void withdraw(Connection connection) {
        if (published.remove(connection.id()) != null) {
            publisher.withdraw(String.valueOf(connection.id()));
        }
    }
}
