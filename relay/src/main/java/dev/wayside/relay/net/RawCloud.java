package dev.wayside.relay.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives edges' packets to the kernel, and carries what servers answer to the edge that the flow came from. What belongs
 * to no edge, or to one that has no path, takes the ordinary route.
 */
final class RawCloud implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RawCloud.class);
    private static final int MOST_FLOWS = 1 << 17;
    private static final int FORGET_MILLIS = 10_000;

    private final RelayLoop loop;
    private final RawInterceptor interceptor;
    /** The one used longest ago comes first. */
    private final Map<FlowKey, Session> edges = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FlowKey, Session> eldest) {
            return size() > MOST_FLOWS;
        }
    };

    RawCloud(RelayLoop loop, String device) throws IOException {
        this.loop = loop;
        this.interceptor = RawInterceptor.start(loop, device, this::captured);
        loop.every(FORGET_MILLIS, now -> edges.values().removeIf(session -> !session.hasPaths()));
    }

    /** The interface that edges' packets seem to come from. */
    String injectionDevice() {
        return interceptor.injectionDevice();
    }

    /** Takes an edge's packets. */
    void serve(Session session) {
        session.deliverDatagramsTo(payload -> arrived(session, payload));
    }

    private void arrived(Session session, ByteBuffer payload) {
        RawPacket.of(payload)
                .ifPresentOrElse(
                        packet -> {
                            edges.put(packet.fromClient(), session);
                            interceptor.inject(packet);
                        },
                        () -> LOG.debug("an edge sent what is no packet"));
    }

    private void captured(RawPacket packet) {
        Session session = edges.get(packet.fromServer());
        if (session == null || !session.hasPaths()) {
            interceptor.inject(packet);
            return;
        }
        for (RawPacket piece : packet.split(session.datagramBytes())) {
            session.sendDatagram(piece.fromServer(), piece.payload(), loop.now());
        }
    }

    /** Takes no more packets. */
    void stop() {
        interceptor.stop();
    }

    @Override
    public void close() {
        interceptor.close();
    }
}
