package dev.wayside.relay.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cloud's side of raw packets: gives edges' packets to the kernel, and carries answers of servers to the edge of
 * the flow. Packets of no edge, or of one without a path, take the ordinary route.
 */
public final class RawCloud implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RawCloud.class);
    /** Chosen: nothing depends on when exactly a key is forgotten. */
    private static final int FORGET_MILLIS = 10_000;

    private final RelayLoop loop;
    private final RawInterceptor interceptor;
    private final PacketOwners owners = new PacketOwners();
    private final FragmentedFlows fragments = new FragmentedFlows(this::carry, this::passOn);
    private final SharedFlowLog sharedFlows = new SharedFlowLog();

    public RawCloud(RelayLoop loop, String device) throws IOException {
        this.loop = loop;
        this.interceptor = RawInterceptor.start(loop, device, this::captured);
        loop.every(SessionSettings.TICK_MILLIS, fragments::tick);
        loop.every(FORGET_MILLIS, owners::forgetPathless);
    }

    /** The interface from which edges' packets enter the kernel. */
    public String injectionDevice() {
        return interceptor.injectionDevice();
    }

    /** Receives an edge's packets from now on. */
    public void serve(CloudPeer edge) {
        edge.session().deliverDatagramsTo(payload -> arrived(edge, payload));
    }

    private void arrived(CloudPeer edge, ByteBuffer payload) {
        Optional<RawPacket> packet = RawPacket.of(payload);
        if (packet.isEmpty()) {
            LOG.debug("an edge sent bytes that are not a packet");
            return;
        }
        PacketHead head = packet.get().head();
        CloudPeer owner = owners.claim(head, edge, loop.now());
        if (owner.equals(edge)) {
            interceptor.inject(packet.get());
        } else {
            edge.session().refusedDatagram();
            sharedFlows.refused(head.fromClient(), edge, owner);
        }
    }

    private void captured(RawPacket packet) {
        PacketHead head = packet.head();
        fragments.captured(head, head.fromServer(), packet, loop.now());
    }

    private void carry(FlowKey flow, RawPacket packet) {
        owners.use(flow, loop.now())
                .map(CloudPeer::session)
                .filter(Session::hasPaths)
                .ifPresentOrElse(edge -> send(edge, flow, packet), () -> passOn(packet));
    }

    private void send(Session edge, FlowKey flow, RawPacket packet) {
        for (RawPacket piece : packet.split(edge.datagramBytes())) {
            edge.sendDatagram(flow, piece.payload(), loop.now());
        }
    }

    private void passOn(RawPacket packet) {
        interceptor.inject(packet);
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
