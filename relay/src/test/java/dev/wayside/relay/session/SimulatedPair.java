package dev.wayside.relay.session;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowPolicy;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SchedulerKind;
import dev.wayside.relay.schedule.SharingRule;

/** An edge and a cloud session, and the servers the cloud connects to, in virtual time. */
final class SimulatedPair {

    final SimulatedNetwork network = new SimulatedNetwork();
    final ContextRegistry edgeContexts = new ContextRegistry();
    final ContextRegistry cloudContexts = new ContextRegistry();
    final List<End> servers = new ArrayList<>();
    final Session edge;
    final Session cloud;
    private int port = 40_000;
    private int nextPath = 1;

    SimulatedPair(SessionSettings settings, SchedulerKind scheduler) {
        this(settings, (ends, kind, links) -> new FlowClass("user", 0, 1, 0, scheduler));
    }

    SimulatedPair(SessionSettings settings, FlowPolicy policy) {
        ScheduleSettings weights = ScheduleSettings.defaults();
        edge = Session.edge(settings, weights, SharingRule.PROPORTIONAL, policy, edgeContexts, () -> {}, 0);
        cloud = Session.cloud(
                settings,
                weights,
                SharingRule.PROPORTIONAL,
                policy,
                (connection, request) -> {
                    End server = new End(connection);
                    servers.add(server);
                    connection.attach(server);
                },
                cloudContexts,
                () -> {},
                0);
        network.every(Session.TICK_MILLIS * 1_000_000L, () -> {
            edge.tick(network.now());
            cloud.tick(network.now());
        });
        network.afterEach(() -> {
            edge.pump(network.now());
            cloud.pump(network.now());
        });
    }

    SimulatedPath path(double bps, double delayMillis) {
        return path("carrier-" + nextPath, Lane.MAIN, bps, delayMillis);
    }

    SimulatedPath path(String carrier, Lane lane, double bps, double delayMillis) {
        SimulatedPath path = new SimulatedPath(network, nextPath++, carrier, lane, bps, delayMillis, edge, cloud);
        path.open();
        return path;
    }

    End connect() {
        return connectTo(80);
    }

    End connectTo(int serverPort) {
        try {
            End client = new End(null);
            InetAddress address = InetAddress.getByName("10.1.0.2");
            client.connection = edge.open(
                    new OpenRequest(new InetSocketAddress(address, port++), new InetSocketAddress(address, serverPort)),
                    client,
                    network.now());
            return client;
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** One end: sends what it is told, as fast as it is taken; reads at once, unless it is told not to. */
    final class End implements Endpoint {

        Connection connection;
        boolean reads = true;
        boolean opened;
        boolean finished;
        boolean closed;
        ResetReason reset;
        long received;
        long consumed;
        long longestStallNanos;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private ByteBuffer toSend = ByteBuffer.allocate(0);
        private boolean finishes;
        private long lastNanos = -1;
        private boolean counts = true;
        private LongConsumer heard = bytes -> {};

        End(Connection connection) {
            this.connection = connection;
        }

        void send(byte[] data, boolean thenFinish) {
            toSend = ByteBuffer.wrap(data);
            finishes = thenFinish;
            resume();
        }

        /** Says of each delivery how many bytes there have been. */
        void hear(LongConsumer listener) {
            heard = listener;
        }

        /** Keeps no copy: for transfers that are only measured. */
        void forgetBytes() {
            counts = false;
        }

        @Override
        public void opened() {
            opened = true;
        }

        @Override
        public void deliver(ByteBuffer data) {
            int length = data.remaining();
            received += length;
            heard.accept(received);
            if (counts) {
                byte[] copy = new byte[length];
                data.get(copy);
                bytes.writeBytes(copy);
            }
            if (lastNanos >= 0) {
                longestStallNanos = Math.max(longestStallNanos, network.now() - lastNanos);
            }
            lastNanos = network.now();
            if (reads) {
                consume();
            }
        }

        /** Takes what it was given. */
        void consume() {
            long bytes = received - consumed;
            consumed = received;
            connection.consumed(bytes);
        }

        @Override
        public void finished() {
            finished = true;
        }

        @Override
        public long heldBytes() {
            return reset == null ? received - consumed : 0;
        }

        @Override
        public void closed() {
            closed = true;
        }

        @Override
        public void reset(ResetReason reason) {
            closed = true;
            reset = reason;
        }

        @Override
        public void resume() {
            while (toSend.hasRemaining() && connection.takesMore()) {
                int length = Math.min(16_384, toSend.remaining());
                connection.write(toSend.slice(toSend.position(), length));
                toSend.position(toSend.position() + length);
            }
            if (finishes && !toSend.hasRemaining()) {
                connection.finish();
            }
        }
    }
}
