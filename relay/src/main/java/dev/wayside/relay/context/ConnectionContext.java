package dev.wayside.relay.context;

import java.net.InetSocketAddress;

import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowKind;

/**
 * A connection as its relay sees it, in the direction in which it sends. Immutable.
 *
 * @param client the client's own address
 * @param server where it is connected to
 * @param kind what it is by now
 * @param flowClass what the policy decided for it
 * @param offeredBytes what it had to send so far
 * @param waitingBytes what of that waits to be sent
 * @param activeMillis how long something waited so far
 */
public record ConnectionContext(
        InetSocketAddress client,
        InetSocketAddress server,
        FlowKind kind,
        FlowClass flowClass,
        long offeredBytes,
        long waitingBytes,
        double activeMillis) {

    /** By the connection's id. */
    public static final ContextType<ConnectionContext> TYPE = new ContextType<>("connection", ConnectionContext.class);
}
