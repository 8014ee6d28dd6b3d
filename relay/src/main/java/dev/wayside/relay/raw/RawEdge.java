package dev.wayside.relay.raw;

import java.io.IOException;

import dev.wayside.relay.config.Interception;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;

/**
 * The edge's side of raw packets: carries them between clients and the cloud. Without a path they return to the kernel
 * at once and take the ordinary route; the relay holds no state of a flow, so its route may change at any time.
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

    /** Lets packets take the ordinary route from now on. */
    public void passBy() {
        passing = true;
    }

    /** Treats paths on which nothing is heard as if there were none. */
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

    /** Captures no more packets. */
    public void stop() {
        interceptor.stop();
    }

    @Override
    public void close() {
        interceptor.close();
    }
}
