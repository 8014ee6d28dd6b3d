package dev.wayside.relay.context;

import java.net.InetSocketAddress;

import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowKind;

/**
 * The state of a connection at one relay, in the direction in which this relay sends. Immutable.
 *
 * @param client the client's own address
 * @param server the server's address and port
 * @param kind its present kind
 * @param flowClass the policy's decision for it
 * @param offeredBytes bytes it had to send so far
 * @param waitingBytes bytes of these that wait
 * @param activeMillis time during which bytes waited so far
 */
public record ConnectionContext(
        InetSocketAddress client,
        InetSocketAddress server,
        FlowKind kind,
        FlowClass flowClass,
        long offeredBytes,
        long waitingBytes,
        double activeMillis) {

    /** The type; keys are ids of connections. */
    public static final ContextType<ConnectionContext> TYPE = new ContextType<>("connection", ConnectionContext.class);
}
