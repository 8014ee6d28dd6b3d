package dev.wayside.relay.session;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.session.flow.ClassifiedFlow;

/** Contexts of at most {@value #MAX_PUBLISHED} connections, published as they change. */
final class ConnectionContexts {

    /** Chosen: a fifth of what an edge may have; bounds the memory. */
    static final int MAX_PUBLISHED = 4_096;

    private final ContextRegistry contexts;
    private final ContextRegistry.Publisher<ConnectionContext> publisher;
    private final Map<Integer, ConnectionContext> published = new HashMap<>();

    ConnectionContexts(ContextRegistry contexts) {
        this.contexts = contexts;
        publisher = contexts.register(ConnectionContext.TYPE, "session");
    }

    void publish(Connection connection, long nowNanos) {
        if (published.size() >= MAX_PUBLISHED && !published.containsKey(connection.id())) {
            return;
        }
        ConnectionContext now = context(connection);
        if (!now.equals(published.put(connection.id(), now))) {
            publisher.publish(String.valueOf(connection.id()), now, nowNanos);
        }
    }

    /** Published contexts, by id. */
    Map<String, ConnectionContext> published() {
        Map<String, ConnectionContext> known = new LinkedHashMap<>();
        contexts.all(ConnectionContext.TYPE).forEach((id, stamped) -> known.put(id, stamped.value()));
        return known;
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
