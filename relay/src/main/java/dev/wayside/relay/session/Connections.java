package dev.wayside.relay.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameFormatException;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.session.flow.Classifier;
import dev.wayside.relay.session.stream.MemoryBudget;
import org.jspecify.annotations.Nullable;

/** The connections of a session by id, from their first frame until they are forgotten. */
final class Connections implements ConnectionHost {

    /**
     * Max time until the OPEN of a connection follows its first frame. Chosen: longer than OPEN takes over another
     * path.
     */
    private static final long MAX_PENDING_NANOS = 10_000_000_000L;

    /** Max connections that wait for their OPEN. Chosen: half of what an edge may have; bounds the memory. */
    private static final int MAX_PENDING = 10_000;

    /** Ended connections whose late frames are recognized. Chosen: three times what an edge may have at a time. */
    private static final int MAX_CLOSED = 65_536;

    private final SessionSettings settings;
    private final Optional<Acceptor> acceptor;
    private final Classifier classifier;
    private final Transmitter transmitter;
    private final SendOrder order;
    private final Faults faults;
    private final SessionTime time;
    private final MemoryBudget memory;
    private final ConnectionContexts contexts;
    private final Map<Integer, Connection> connections = new LinkedHashMap<>();
    /** Connections whose OPEN has not arrived, with the time of their first frame. */
    private final Map<Connection, Long> pending = new LinkedHashMap<>();
    /** Connections that only wait for a near end to accept the rest. */
    private final Map<Connection, EndWatch> ending = new LinkedHashMap<>();

    private final Set<Integer> closed = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
            return size() > MAX_CLOSED;
        }
    });
    private int lastId;

    /** @param acceptor connects to servers; empty at the edge, which opens connections itself */
    Connections(
            SessionSettings settings,
            Optional<Acceptor> acceptor,
            Classifier classifier,
            Transmitter transmitter,
            SendOrder order,
            ContextRegistry contexts,
            Faults faults,
            SessionTime time) {
        this.settings = settings;
        this.acceptor = acceptor;
        this.classifier = classifier;
        this.transmitter = transmitter;
        this.order = order;
        this.faults = faults;
        this.time = time;
        this.memory = new MemoryBudget(settings.memory());
        this.contexts = new ConnectionContexts(contexts);
    }

    int size() {
        return connections.size();
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    @Nullable
    Connection get(int id) {
        return connections.get(id);
    }

    /** Connections whose OPEN was sent or has arrived. */
    Stream<Connection> begun() {
        return connections.values().stream().filter(Connection::isBegun);
    }

    /** Received bytes that have not left the relay. */
    long heldBytes() {
        return memory.heldBytes();
    }

    /** Published contexts of connections, by id. */
    Map<String, ConnectionContext> contexts() {
        return contexts.published();
    }

    // ---- their beginning

    /** Begins a connection for a client. */
    Connection open(OpenRequest request, Endpoint client) {
        do {
            lastId++;
        } while (lastId == 0 || connections.containsKey(lastId));
        Connection connection = add(lastId);
        connection.beginAt(client);
        guard(connection, () -> {
            begin(connection, request);
            sendControl(new Frame(FrameKind.OPEN, connection.id(), 0, request.toPayload()));
        });
        return connection;
    }

    /** Accepts a connection that the peer opens. */
    void receivedOpen(Frame frame) throws FrameFormatException {
        if (acceptor.isEmpty()) {
            throw new FrameFormatException("the peer may not open connections here");
        }
        OpenRequest request = OpenRequest.of(frame.payload());
        Connection connection = connectionOf(frame);
        if (connection == null || connection.isBegun()) {
            return;
        }
        pending.remove(connection);
        guard(connection, () -> {
            begin(connection, request);
            acceptor.get().connect(connection, request);
        });
    }

    private Connection add(int id) {
        Connection connection = new Connection(this, settings, memory, id);
        connections.put(id, connection);
        return connection;
    }

    private void begin(Connection connection, OpenRequest request) {
        connection.begin(classifier.begin(FlowEnds.ofTcp(request.client(), request.server()), time.nowNanos()));
        contexts.publish(connection, time.nowNanos());
    }

    // ---- their frames

    /** Passes on a frame of a connection that has begun, or begins by it. */
    void received(Frame frame) {
        Connection connection = connectionOf(frame);
        if (connection != null) {
            guard(connection, () -> connection.received(frame));
        }
    }

    /** The connection of a frame. In the cloud a frame may overtake its OPEN on another path: it waits for it. */
    private @Nullable Connection connectionOf(Frame frame) {
        Connection known = connections.get(frame.connection());
        if (known != null || acceptor.isEmpty() || closed.contains(frame.connection())) {
            return known;
        }
        return firstFrame(frame);
    }

    private @Nullable Connection firstFrame(Frame frame) {
        int id = frame.connection();
        if (frame.kind() == FrameKind.RESET && ResetFrame.of(frame).isAtOnce()) {
            closed.add(id);
            return null;
        }
        if (pending.size() >= MAX_PENDING) {
            closed.add(id);
            sendControl(ResetFrame.atOnce(id, ResetReason.PROTOCOL));
            return null;
        }
        Connection early = add(id);
        pending.put(early, time.nowNanos());
        return early;
    }

    // ---- their calls

    @Override
    public long nowNanos() {
        return time.nowNanos();
    }

    @Override
    public void guard(Connection connection, Runnable action) {
        faults.guard(connection, action);
    }

    @Override
    public void failed(Connection connection, Throwable fault) {
        faults.end(connection, fault);
    }

    @Override
    public void readyToSend(Connection connection) {
        transmitter.readyToSend(connection);
    }

    @Override
    public void sendControl(Frame frame) {
        transmitter.sendControl(frame);
    }

    @Override
    public void sendControlNow(Frame frame) {
        transmitter.sendControlNow(new Segment(frame));
    }

    @Override
    public void abort(Connection connection, ResetReason reason) {
        if (!connection.isClosed()) {
            connection.markUnwanted();
            sendControl(ResetFrame.atOnce(connection.id(), reason));
            end(connection, reason);
        }
    }

    @Override
    public void end(Connection connection, @Nullable ResetReason reason) {
        if (connections.remove(connection.id()) == null) {
            return;
        }
        pending.remove(connection);
        ending.remove(connection);
        closed.add(connection.id());
        connection.markClosed();
        guard(connection, () -> connection.closeEndpoint(reason));
        guard(connection, () -> contexts.withdraw(connection));
        order.remove(connection);
    }

    @Override
    public void watchEnd(Connection connection) {
        ending.computeIfAbsent(connection, started -> new EndWatch(time.nowNanos()));
    }

    // ---- time

    /** Discounts a time in which the relay itself was stalled: no near end could make progress. */
    void discountPause(long nanos) {
        ending.values().forEach(watch -> watch.discountPause(nanos));
    }

    /** Ends the connections whose near end is finished, or stuck. */
    void checkEnds(long nowNanos) {
        // A copy: what ends leaves the map.
        new LinkedHashMap<>(ending)
                .forEach((connection, watch) -> guard(connection, () -> connection.checkEnd(watch, nowNanos)));
    }

    /** Ends the connections whose OPEN did not arrive in time. */
    void dropPending(long nowNanos) {
        pending.entrySet().stream()
                .filter(first -> nowNanos - first.getValue() > MAX_PENDING_NANOS)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(connection -> abort(connection, ResetReason.PROTOCOL));
    }

    /** Classifies all connections again, and publishes them. */
    void review(long nowNanos) {
        // A copy: a fault ends its connection.
        begun().toList()
                .forEach(connection -> guard(connection, () -> {
                    order.review(connection, nowNanos);
                    contexts.publish(connection, nowNanos);
                }));
    }

    // ---- their common end

    /** Ends all connections at both relays. */
    void resetAll(ResetReason reason) {
        List.copyOf(connections.values()).forEach(connection -> abort(connection, reason));
    }

    /** Ends all connections in this relay alone. */
    void abandonAll(ResetReason reason) {
        List.copyOf(connections.values()).forEach(connection -> connection.receivedReset(reason));
    }
}
