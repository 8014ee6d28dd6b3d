package dev.wayside.relay.session.flow;

import dev.wayside.relay.schedule.FlowKind;

/**
 * A kind's flows as the status page shows them.
 *
 * @param kind the kind, in the direction in which this relay sends
 * @param flows connections and flows of whole packets, open now
 * @param sentBytes payload sent for the first time while they were of this kind
 */
public record KindStatus(FlowKind kind, int flows, long sentBytes) {}
