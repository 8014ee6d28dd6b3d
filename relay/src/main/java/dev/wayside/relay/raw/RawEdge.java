package dev.wayside.relay.raw;

import java.io.IOException;

import dev.wayside.relay.config.Interception;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;

/**
 * Carries clients' packets to the cloud, and back. Without a path they are given back to the kernel at once and take
 * the ordinary route: nothing of a flow lies in the relay, so it may change its route in the middle.
 */
public final class RawEdge implements AutoCloseable {

    private final RelayLoop loop;
    private final Session session;
    private final boolean failOpen;
    private final RawInterceptor interceptor;
    private final FragmentedFlows fragments = new FragmentedFlows(this::carry, this::passOn);
    private boolean passing;
    private boolean silent;

    public RawEdge(RelayLoop loop, Session session, Interception intercept) throws IOException {
        this.loop = loop;
        this.session = session;
        this.failOpen = intercept.isFailOpen();
        this.interceptor = RawInterceptor.start(loop, intercept.device(), this::captured);
        session.deliverDatagramsTo(interceptor::inject);
        loop.every(SessionSettings.TICK_MILLIS, fragments::tick);
    }

    /** From now on packets take the ordinary route. */
    public void passBy() {
        passing = true;
    }

    /** While nothing is heard on any path, it is as if there were none. */
    public void holdSilent(boolean allAreSilent) {
        silent = allAreSilent;
    }

    private void captured(RawPacket packet) {
        PacketHead head = packet.head();
        fragments.captured(head, head.fromClient(), packet, loop.now());
    }

    private void carry(FlowKey flow, RawPacket packet) {
        if (session.hasPaths() && !passing && !silent) {
            for (RawPacket piece : packet.split(session.datagramBytes())) {
                session.sendDatagram(flow, piece.payload(), loop.now());
            }
        } else {
            passOn(packet);
        }
    }

    private void passOn(RawPacket packet) {
        if (failOpen) {
            interceptor.inject(packet);
        }
    }

    /** Takes no more packets. */
    public void stop() {
        interceptor.stop();
    }

    @Override
    public void close() {
        interceptor.close();
    }
}
