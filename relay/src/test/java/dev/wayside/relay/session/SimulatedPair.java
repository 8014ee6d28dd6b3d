package dev.wayside.relay.session;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    /** Action of a server as soon as it is connected. */
    Consumer<End> serverStarts = server -> {};
    /** Servers are asked, and do not answer. */
    boolean connectsLater;
    /** Connecting to this port is a fault. */
    int refusesBadly = -1;

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
                    if (request.server().getPort() == refusesBadly) {
                        throw new IllegalStateException("a fault of the acceptor");
                    }
                    End server = new End(connection);
                    servers.add(server);
                    if (connectsLater) {
                        connection.connecting(server);
                    } else {
                        connection.attach(server);
                        serverStarts.accept(server);
                    }
                },
                cloudContexts,
                () -> {},
                0);
        network.every(SessionSettings.TICK_MILLIS * 1_000_000L, () -> {
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

    /** One end: sends its bytes as fast as they are accepted; reads at once unless {@link #reads} is false. */
    final class End implements Endpoint {

        Connection connection;
        boolean reads = true;
        boolean opened;
        boolean finished;
        boolean closed;
        ConnectionFaultTest.Where failsAt;
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
            fail(ConnectionFaultTest.Where.DELIVER);
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

        /** From now on it reads, and at once what there is. */
        void read() {
            reads = true;
            consume();
        }

        /** It breaks off as a program does: what it is given from then on is dropped. */
        void breakOff() {
            if (!closed) {
                toSend = ByteBuffer.allocate(0);
                connection.reset(ResetReason.PEER_RESET);
                closed = true;
                reads = true;
            }
        }

        private void fail(ConnectionFaultTest.Where where) {
            if (failsAt == where) {
                throw new IllegalStateException("a fault of the end");
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
            fail(ConnectionFaultTest.Where.FINISHED);
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
            fail(ConnectionFaultTest.Where.RESET);
        }

        @Override
        public void resume() {
            if (connection != null && toSend.position() > 600_000) {
                fail(ConnectionFaultTest.Where.RESUME);
            }
            while (toSend.hasRemaining() && connection.acceptsMore()) {
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
