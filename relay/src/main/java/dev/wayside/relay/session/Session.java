package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.wayside.relay.context.CarrierMeasurement;
import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;
import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameFormatException;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowPolicy;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.Packet;
import dev.wayside.relay.schedule.PathView;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.RedundancyBudget;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SharingOrder;
import dev.wayside.relay.schedule.SharingRule;
import org.jspecify.annotations.Nullable;

/**
 * All connections between this relay and one peer, over all paths between the two. Both sides run the same; only the
 * edge begins connections, only the cloud has an {@link Acceptor}.
 *
 * <p>The driver tells it what happened ({@link #received}, {@link #addPath}, the connections' calls), calls
 * {@link #tick} every {@value #TICK_MILLIS} ms, and {@link #pump} soon after it was woken. Time only enters there. Not
 * safe for use by several threads.
 */
public final class Session {

    /** How often the driver calls {@link #tick}, ms. */
    public static final int TICK_MILLIS = 5;

    private static final long MEASURE_NANOS = 20_000_000;
    private static final long STALLED_NANOS = 40_000_000;
    private static final long UNBEGUN_NANOS = 10_000_000_000L;
    private static final int MAX_CARRIERS = 256;
    private static final long FORECAST_NANOS = 10_000_000_000L;
    private static final double MAX_AVOIDED_MILLIS = 600;
    private static final int MAX_PENDING = 10_000;
    private static final int REMEMBERED_CLOSED = 65_536;
    static final int MIN_SEGMENT_BYTES = 1_400;
    private static final double SEGMENT_SECONDS = 0.005;
    private static final long COPIES_ADVANCE_BYTES = 256 << 10;
    /** So many are asked for a short message each time, while bulk has to wait: whoever is not has its turn next. */
    private static final int MAX_DEFERRED = 64;

    private static final int TAIL_BYTES = 256 << 10;
    private static final int MAX_DATAGRAM_BYTES = 65_000;

    private final SessionSettings settings;
    private final ScheduleSettings scheduleSettings;
    private final Optional<Acceptor> acceptor;
    private final ContextRegistry contexts;
    private final boolean sendsUplink;
    private final Runnable wake;

    private final Map<Integer, PathState> paths = new TreeMap<>();
    private final Map<Integer, Connection> connections = new LinkedHashMap<>();
    private final Set<Integer> closed = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
            return size() > REMEMBERED_CLOSED;
        }
    });
    private final Deque<Segment> controls = new ArrayDeque<>();
    private final Reinjections reinjections;
    private final SharingOrder<Sender> order;
    private final RedundancyBudget budget;
    private final Classifier classifier;
    private final KindCounts kindCounts = new KindCounts();
    private final ConnectionContexts connectionContexts;
    private final Datagrams datagrams;
    private final Overtaker overtaker;

    private final Set<Connection> pending = new LinkedHashSet<>();
    /** Connections that only wait for a near end to take the rest. */
    private final Map<Connection, EndWatch> ending = new LinkedHashMap<>();

    private DatagramReceiver datagramReceiver = packet -> {};
    private BiConsumer<String, Throwable> faultLog = (what, fault) -> {};

    private final PathReports reports;
    private final ContextRegistry.@Nullable Publisher<CarrierMeasurement> measurements;
    private final Map<String, Long> contextVersions = new LinkedHashMap<>();
    private ContextRegistry.@Nullable Publisher<PathForecast> forecasts;
    private final ForecastSender forecastSender = new ForecastSender();
    private final ProbePace probePace;
    private int lastId;
    private boolean gaveUp;
    private long heldBytes;
    private long queuedBytes;
    private long promisedBytes;
    private long failures;
    private long connectionFaults;
    private long nowNanos;
    private long tickNanos;
    private long measureNanos;
    private long pathsGoneNanos;

    /**
     * The edge's side.
     *
     * @param policy classifies what is opened
     * @param contexts where forecasts are found, by carrier
     * @param wake called when {@link #pump} has something to do
     */
    public static Session edge(
            SessionSettings settings,
            ScheduleSettings scheduleSettings,
            SharingRule sharing,
            FlowPolicy policy,
            ContextRegistry contexts,
            Runnable wake,
            long nowNanos) {
        return new Session(settings, scheduleSettings, sharing, policy, Optional.empty(), contexts, wake, nowNanos);
    }

    /** The cloud's side; the acceptor connects to servers. */
    public static Session cloud(
            SessionSettings settings,
            ScheduleSettings scheduleSettings,
            SharingRule sharing,
            FlowPolicy policy,
            Acceptor acceptor,
            ContextRegistry contexts,
            Runnable wake,
            long nowNanos) {
        return new Session(
                settings, scheduleSettings, sharing, policy, Optional.of(acceptor), contexts, wake, nowNanos);
    }

    private Session(
            SessionSettings settings,
            ScheduleSettings scheduleSettings,
            SharingRule sharing,
            FlowPolicy policy,
            Optional<Acceptor> acceptor,
            ContextRegistry contexts,
            Runnable wake,
            long nowNanos) {
        this.settings = settings;
        this.scheduleSettings = scheduleSettings;
        this.acceptor = acceptor;
        this.contexts = contexts;
        this.sendsUplink = acceptor.isEmpty();
        this.probePace = new ProbePace(settings.probeMillis(), sendsUplink);
        this.wake = wake;
        this.order = new SharingOrder<>(sharing);
        this.budget = new RedundancyBudget(
                settings.redundancyShare(), COPIES_ADVANCE_BYTES, settings.shortCopyBytesPerSecond(), nowNanos);
        this.classifier = new Classifier(policy, scheduleSettings, budget);
        this.connectionContexts = new ConnectionContexts(contexts);
        this.datagrams = new Datagrams(this::beginFlow);
        this.reinjections = new Reinjections(paths.values(), this::soonest, budget);
        this.overtaker = new Overtaker(Collections.unmodifiableMap(connections), budget, this::guard);
        this.nowNanos = nowNanos;
        this.tickNanos = nowNanos;
        this.measureNanos = nowNanos;
        this.pathsGoneNanos = nowNanos;
        this.reports = new PathReports(nowNanos);
        this.measurements = sendsUplink ? contexts.register(CarrierMeasurement.TYPE, "session") : null;
        if (sendsUplink) {
            contexts.subscribe(PathForecast.TYPE, (carrier, stamped) -> tell(carrier, stamped.value()));
        }
    }

    // ---- paths

    /** A path has been opened and authenticated. */
    public void addPath(PathLink link, long now) {
        nowNanos = now;
        paths.put(link.id(), new PathState(link, now));
        gaveUp = false;
        wake.run();
    }

    /** A path has ended; what it had not delivered is sent elsewhere. */
    public void removePath(PathLink link, long now) {
        nowNanos = now;
        PathState path = paths.remove(link.id());
        if (path != null) {
            reinjections.add(path, path.undelivered(), Redundancy.SILENCE);
            if (paths.isEmpty()) {
                pathsGoneNanos = now;
            }
            wake.run();
        }
    }

    /**
     * A frame has arrived.
     *
     * @throws FrameFormatException if it cannot be: the path is to be closed
     */
    public void received(PathLink link, Frame frame, long now) throws FrameFormatException {
        nowNanos = now;
        PathState path = paths.get(link.id());
        if (path == null) {
            return;
        }
        if (frame.kind().isCounted()) {
            path.receivedCounted(frame, now);
        }
        switch (frame.kind()) {
            case PATH_ACK -> {
                if (!path.acknowledged(frame.sequence(), now)) {
                    throw new FrameFormatException("acknowledged " + frame.sequence() + " frames, more than were sent");
                }
            }
            case PROBE -> link.send(Frame.of(FrameKind.PROBE_REPLY, 0, frame.sequence()));
            case PROBE_REPLY -> path.echoed(frame.sequence(), now);
            case OPEN -> receivedOpen(frame);
            case OPENED, DATA, FIN, RESET, WINDOW -> receivedForConnection(frame);
            case CONTEXT -> guardContext(path, frame);
            case DATAGRAM -> receivedDatagram(frame);
        }
    }

    // ---- contexts

    /** The cloud learns what the edge knows. */
    private void tell(String carrier, PathForecast forecast) {
        forecastSender.add(carrier, forecast, nowNanos);
        if (probePace.isBusy()) {
            forecastSender.send(paths.values(), nowNanos);
        }
    }

    /** Who listens to contexts is no part of the path's protocol. */
    private void guardContext(PathState path, Frame frame) throws FrameFormatException {
        try {
            receivedContext(path, frame);
        } catch (RuntimeException | Error fault) {
            faultLog.accept("a context of " + path.link().carrier(), fault);
        }
    }

    private void receivedContext(PathState path, Frame frame) throws FrameFormatException {
        if (sendsUplink) {
            reports.received(path.link().id(), ReportPayload.of(frame.payload()), nowNanos);
            return;
        }
        // Its times count from when it was sent: without that, a path would be left as much too late as it is long.
        long sentNanos = nowNanos - (long) (1e6 * path.rttMillis() / 2);
        ForecastPayload received = ForecastPayload.of(frame.payload(), sentNanos);
        if (frame.sequence() > contextVersions.getOrDefault(received.carrier(), 0L)) {
            if (contextVersions.size() >= MAX_CARRIERS && !contextVersions.containsKey(received.carrier())) {
                throw new FrameFormatException("more than " + MAX_CARRIERS + " carriers");
            }
            contextVersions.put(received.carrier(), frame.sequence());
            if (forecasts == null) {
                forecasts = contexts.register(PathForecast.TYPE, "edge");
            }
            forecasts.publish(received.carrier(), received.forecast(), nowNanos);
        }
    }

    // ---- whole packets

    /** Whom whole packets of the peer go to; nobody by default. */
    public void deliverDatagramsTo(DatagramReceiver receiver) {
        datagramReceiver = receiver;
    }

    /** Sends a whole packet, which is not written to any more, without a promise that it arrives, or in its order. */
    public void sendDatagram(FlowKey flow, ByteBuffer packet, long now) {
        nowNanos = now;
        try {
            datagrams.add(flow, packet, now).ifPresent(this::hasSomethingToSend);
        } catch (RuntimeException | Error fault) {
            count("a packet of " + flow, fault);
        }
    }

    /** Max length of packets to send: 5 ms of the fastest path, so that one does not occupy a slow path for long. */
    public int datagramBytes() {
        double fastest = paths.values().stream()
                .mapToDouble(path -> path.estimate().bandwidthBps())
                .max()
                .orElse(0);
        return (int) Math.max(MIN_SEGMENT_BYTES, Math.min(MAX_DATAGRAM_BYTES, fastest / 8 * SEGMENT_SECONDS));
    }

    /** Counts a packet of the peer that was not given on, because another edge has its flow. */
    public void refusedDatagram() {
        datagrams.refused();
    }

    /** Whether there is a path that gives signs of life. */
    public boolean hasLivePath() {
        return paths.values().stream().anyMatch(path -> !path.isFailing());
    }

    /** Whether there is a path, alive or not. */
    public boolean hasPaths() {
        return !paths.isEmpty();
    }

    private DatagramFlow beginFlow(FlowKey key) {
        OpenRequest request = key.toRequest();
        return new DatagramFlow(
                classifier.begin(new FlowEnds(key.protocol(), request.client(), request.server()), nowNanos));
    }

    private void receivedDatagram(Frame frame) {
        if (!datagrams.isNew(frame)) {
            return;
        }
        try {
            datagramReceiver.deliver(frame.payload());
        } catch (RuntimeException | Error fault) {
            count("a packet of the peer", fault);
        }
    }

    // ---- connections

    /** Begins a connection for a client; at the edge only. */
    public Connection open(OpenRequest request, Endpoint client, long now) {
        nowNanos = now;
        do {
            lastId++;
        } while (lastId == 0 || connections.containsKey(lastId));
        Connection connection = new Connection(this, lastId, now);
        connections.put(lastId, connection);
        connection.beginAt(client);
        guard(connection, () -> {
            begin(connection, request);
            sendControl(new Frame(FrameKind.OPEN, connection.id(), 0, request.toPayload()));
        });
        return connection;
    }

    /** Ends all connections, and tells the peer. */
    public void resetAll(ResetReason reason, long now) {
        List.copyOf(connections.values()).forEach(connection -> abort(connection, reason));
        pump(now);
    }

    /** Ends all connections without telling the peer, because it is gone. */
    public void abandonAll(ResetReason reason) {
        for (Connection connection : List.copyOf(connections.values())) {
            connection.receivedReset(reason);
        }
        controls.clear();
        reinjections.clear();
        datagrams.peerRestarted();
    }

    private void begin(Connection connection, OpenRequest request) {
        connection.begin(classifier.begin(FlowEnds.ofTcp(request.client(), request.server()), nowNanos));
        connectionContexts.publish(connection, nowNanos);
    }

    private void receivedOpen(Frame frame) throws FrameFormatException {
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

    private void receivedForConnection(Frame frame) {
        Connection connection = connectionOf(frame);
        if (connection != null) {
            guard(connection, () -> received(connection, frame));
        }
    }

    private static void received(Connection connection, Frame frame) {
        switch (frame.kind()) {
            case OPENED -> connection.receivedOpened();
            case DATA -> connection.receivedData(frame);
            case FIN -> connection.receivedFin(frame.sequence());
            case RESET -> receivedReset(connection, frame);
            case WINDOW -> connection.receivedWindow(frame.sequence());
            default -> throw new IllegalStateException("not of a connection: " + frame);
        }
    }

    private static void receivedReset(Connection connection, Frame frame) {
        ResetReason reason = ResetReason.of(frame.sequence());
        if (frame.length() == Long.BYTES) {
            connection.receivedReset(reason, frame.payload().getLong());
        } else {
            connection.receivedReset(reason);
        }
    }

    /** In the cloud a frame may overtake its OPEN on another path: it waits for it. */
    private @Nullable Connection connectionOf(Frame frame) {
        int id = frame.connection();
        Connection known = connections.get(id);
        if (known != null || closed.contains(id) || acceptor.isEmpty()) {
            return known;
        }
        if (frame.kind() == FrameKind.RESET && frame.length() != Long.BYTES) {
            closed.add(id);
            return null;
        }
        if (pending.size() >= MAX_PENDING) {
            closed.add(id);
            sendControl(Frame.of(FrameKind.RESET, id, ResetReason.PROTOCOL.code()));
            return null;
        }
        Connection early = new Connection(this, id, nowNanos);
        connections.put(id, early);
        pending.add(early);
        return early;
    }

    // ---- called by connections

    SessionSettings settings() {
        return settings;
    }

    void hasSomethingToSend(Sender sender) {
        if (queue(sender)) {
            wake.run();
        }
    }

    private boolean queue(Sender sender) {
        if (!sender.hasWork()) {
            return false;
        }
        reclassify(sender);
        boolean isNew = !sender.isWaiting();
        if (isNew) {
            sender.setWaiting(true);
            order.add(sender, sender.flow().flowClass());
        }
        return isNew;
    }

    private void reclassify(Sender sender) {
        FlowClass before = sender.flow().flowClass();
        if (classifier.update(sender.flow()) && sender.isWaiting()) {
            order.remove(sender, before);
            order.add(sender, sender.flow().flowClass());
        }
    }

    long nowNanos() {
        return nowNanos;
    }

    void sendControl(Frame frame) {
        controls.add(new Segment(frame));
        wake.run();
    }

    /** Says that the near end broke off after so many bytes; without any, there is nothing to wait for. */
    void sendReset(Connection connection, ResetReason reason, long offset) {
        ByteBuffer after = offset == 0
                ? ByteBuffer.allocate(0)
                : ByteBuffer.allocate(Long.BYTES).putLong(0, offset);
        sendControl(new Frame(FrameKind.RESET, connection.id(), reason.code(), after));
    }

    /** Ends a connection at both relays at once, whatever is under way. */
    void abort(Connection connection, ResetReason reason) {
        if (!connection.isClosed()) {
            connection.markUnwanted();
            sendReset(connection, reason, 0);
            end(connection, reason);
        }
    }

    /** Forgets a connection, and closes its near end with it: by a reset if there is a reason for one. */
    void end(Connection connection, @Nullable ResetReason reason) {
        if (connections.remove(connection.id()) == null) {
            return;
        }
        pending.remove(connection);
        ending.remove(connection);
        closed.add(connection.id());
        connection.markClosed();
        guard(connection, () -> connection.closeEndpoint(reason));
        guard(connection, () -> connectionContexts.withdraw(connection));
        if (connection.isWaiting()) {
            connection.setWaiting(false);
            order.remove(connection, connection.flow().flowClass());
        }
    }

    /** Its end has started, and waits for the near end: not for ever. */
    void watchEnd(Connection connection) {
        ending.computeIfAbsent(connection, started -> new EndWatch(nowNanos));
    }

    // ---- faults

    /** Who hears of faults that ended one connection, named first, and nothing else. */
    public void reportFaultsTo(BiConsumer<String, Throwable> log) {
        faultLog = log;
    }

    /** Runs what concerns one connection: a fault in it ends that connection and nothing else. */
    void guard(Connection connection, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error fault) {
            failed(connection, fault);
        }
    }

    /** Something failed that concerns one flow. */
    void failed(Sender sender, Throwable fault) {
        if (sender instanceof Connection connection) {
            String ends = connection.isBegun()
                    ? " of " + connection.flow().ends().client() + " to "
                            + connection.flow().ends().server()
                    : "";
            count("connection " + connection.id() + ends, fault);
            abort(connection, ResetReason.RELAY_FAULT);
        } else if (sender instanceof DatagramFlow flow) {
            count("packets of " + flow.flow().ends(), fault);
            datagrams.drop(flow);
        }
    }

    private void count(String what, Throwable fault) {
        connectionFaults++;
        faultLog.accept(what, fault);
    }

    private void guardSender(Sender sender, Consumer<Sender> action) {
        try {
            action.accept(sender);
        } catch (RuntimeException | Error fault) {
            failed(sender, fault);
        }
    }

    /** Connections have so many bytes more, or fewer, that wait to be sent. */
    void queued(long bytes) {
        queuedBytes += bytes;
    }

    /** Whether what waits to be sent of all connections is more than may. */
    boolean queuesTooMuch() {
        return queuedBytes > settings.sendBudgetBytes();
    }

    void held(long bytes) {
        heldBytes += bytes;
    }

    void released(long bytes) {
        heldBytes -= bytes;
    }

    /** Notes what may arrive at a connection beyond what every one may. */
    void promised(long bytes) {
        promisedBytes += bytes;
    }

    /** The largest window for one that is promised so much already: a quarter of what is left of the budget. */
    long maxWindowBytes(long alreadyBytes) {
        long share = (settings.receiveBudgetBytes() - promisedBytes + alreadyBytes) / 4;
        return Math.max(settings.initialWindowBytes(), Math.min(settings.windowBytes(), share));
    }

    // ---- time

    /** Notices what time brings: silence, echoes due, connections that never began. */
    public void tick(long now) {
        nowNanos = now;
        long stalledNanos = now - tickNanos - TICK_MILLIS * 1_000_000L;
        tickNanos = now;
        budget.refill(now);
        boolean measures = now - measureNanos >= MEASURE_NANOS;
        if (measures) {
            measureNanos = now;
        }
        boolean becomesBusy = probePace.becomesBusy(paths.values(), !order.isEmpty() || !reinjections.isEmpty(), now);
        if (becomesBusy) {
            forecastSender.send(paths.values(), now);
        }
        if (stalledNanos > STALLED_NANOS) {
            paths.values().forEach(path -> path.discountPause(stalledNanos));
            ending.values().forEach(watch -> watch.discountPause(stalledNanos));
        }
        for (PathState path : paths.values()) {
            if (measures) {
                path.measure(now);
                path.estimate()
                        .update(path.measured(), historySources(path.link().carrier()), now);
                if (path.entersIdle(now)) {
                    reinjections.add(path, path.unsent(), Redundancy.REST);
                }
            }
            path.acknowledge();
            if (path.fails(settings, now)) {
                failures++;
                reinjections.add(path, path.undelivered(), Redundancy.SILENCE);
                probeOthersOf(path, now);
            }
            if (becomesBusy || path.wantsProbe(probePace.intervalMillis(path), now)) {
                path.probe(now);
            }
        }
        if (measures) {
            dropOverdue(now);
            noteLinks();
        }
        new LinkedHashMap<>(ending)
                .forEach((connection, watch) -> guard(connection, () -> connection.checkEnd(watch, now)));
        datagrams.tick(now);
        if (reports.isDue(now)) {
            report(now);
            reviewFlows(now);
        }
        pump(now);
        if (measures && order.isEmpty() && reinjections.isEmpty()) {
            overtaker.overtake(
                    paths.values(),
                    path -> outageInMillis(path.link().carrier()).isPresent(),
                    now);
        }
    }

    /** A carrier's paths fall silent together: the others are asked at once. */
    private void probeOthersOf(PathState silent, long now) {
        paths.values().stream()
                .filter(path -> path != silent
                        && !path.isFailing()
                        && path.link().carrier().equals(silent.link().carrier()))
                .forEach(path -> path.probe(now));
    }

    /** The cloud of an idle pair has nothing to report. */
    private void report(long now) {
        if (measurements == null) {
            if (probePace.isBusy()) {
                reports.tell(paths.values(), now);
            }
        } else {
            reports.publish(paths.values(), measurements, now);
        }
    }

    /** Flows that wait are treated by the new state at once, the others when they have something to send. */
    private void noteLinks() {
        if (classifier.updateLinks(links())) {
            order.waiting().forEach(sender -> guardSender(sender, this::reclassify));
        }
    }

    private LinkState links() {
        Set<String> carriers = new TreeSet<>();
        Set<String> up = new TreeSet<>();
        for (PathState path : paths.values()) {
            carriers.add(path.link().carrier());
            if (!path.isFailing()) {
                up.add(path.link().carrier());
            }
        }
        return new LinkState(
                up.size(),
                carriers.stream().anyMatch(carrier -> outageInMillis(carrier).isPresent()),
                carriers.stream().anyMatch(carrier -> history(carrier).isPresent()));
    }

    /** A flow that is silent becomes something else, too. */
    private void reviewFlows(long now) {
        // A copy: a fault ends what it concerns.
        senders().toList().forEach(sender -> guardSender(sender, reviewed -> review(reviewed, now)));
    }

    private void review(Sender sender, long now) {
        sender.flow().activity().passed(sender.waitingBytes() > 0, now);
        reclassify(sender);
        if (sender instanceof Connection connection) {
            connectionContexts.publish(connection, now);
        }
    }

    private Stream<Sender> senders() {
        return Stream.concat(connections.values().stream().filter(Connection::isBegun), datagrams.flows().stream());
    }

    /** Replaces the rules, for flows there are as for those to come. */
    public void replacePolicy(FlowPolicy policy, long now) {
        nowNanos = now;
        classifier.replace(policy);
        reviewFlows(now);
        wake.run();
    }

    /** Shares between users by another rule from now on. */
    public void replaceSharing(SharingRule rule) {
        order.replaceRule(rule);
    }

    private void dropOverdue(long now) {
        if (paths.isEmpty() && (now - pathsGoneNanos) / 1e6 > settings.holdMillis()) {
            giveUp(now);
        }
        pending.stream()
                .filter(connection -> now - connection.createdNanos() > UNBEGUN_NANOS)
                .toList()
                .forEach(connection -> abort(connection, ResetReason.PROTOCOL));
    }

    /** The peer is told when there is a path again; by then it may have forgotten what it numbered. */
    private void giveUp(long now) {
        if (!connections.isEmpty()) {
            controls.clear();
            reinjections.clear();
            resetAll(ResetReason.PATHS_LOST, now);
        }
        if (!gaveUp) {
            gaveUp = true;
            datagrams.peerRestarted();
        }
    }

    /** What is predicted of a carrier; empty if nothing is. */
    private Optional<PathForecast> history(String carrier) {
        return contexts.latest(PathForecast.TYPE, carrier)
                .filter(stamped -> nowNanos - stamped.atNanos() < FORECAST_NANOS)
                .map(ContextRegistry.Stamped::value)
                .filter(forecast -> forecast.confidence() > 0);
    }

    private HistorySources historySources(String carrier) {
        return history(carrier)
                .map(forecast -> HistorySources.of(forecast, sendsUplink))
                .orElse(HistorySources.none());
    }

    // ---- sending

    /** Sends what can be sent now. */
    public void pump(long now) {
        nowNanos = now;
        if (paths.isEmpty()) {
            return;
        }
        sendControls();
        reinjections.send(nowNanos);
        sendData();
    }

    /** Control frames are small and go at once, on the path that delivers soonest, and on that of another carrier. */
    private void sendControls() {
        while (!controls.isEmpty()) {
            sendControlNow(controls.remove());
        }
    }

    private void sendControlNow(Segment control) {
        PathState first = soonest(List.copyOf(paths.values()));
        first.send(control, nowNanos);
        List<PathState> others = paths.values().stream()
                .filter(path -> !path.isFailing()
                        && !path.link().carrier().equals(first.link().carrier()))
                .toList();
        if (!others.isEmpty()) {
            soonest(others).send(control, nowNanos);
        }
    }

    private PathState soonest(List<PathState> among) {
        return among.stream()
                .min(Comparator.comparing(PathState::isFailing)
                        .thenComparingDouble(path -> view(path).outageInMillis().orElse(1e9) < path.rttMillis() ? 1 : 0)
                        .thenComparingDouble(path -> path.rttMillis() / 2
                                + path.outstandingBytes()
                                        * 8_000.0
                                        / path.estimate().bandwidthBps()))
                .orElseThrow();
    }

    private void sendData() {
        List<Sender> deferred = new ArrayList<>();
        List<PathView> views = views();
        while (views.stream().anyMatch(PathView::hasRoom) && (deferred.size() < MAX_DEFERRED || hasMainRoom(views))) {
            Optional<Sender> next = order.poll(nowNanos);
            if (next.isEmpty()) {
                break;
            }
            List<PathView> current = views;
            next.get().setWaiting(false);
            guardSender(next.get(), sender -> serve(sender, current, deferred));
            views = views();
        }
        // They wait for what a path says next, or the next tick: to wake at once would be to spin.
        deferred.forEach(sender -> guardSender(sender, this::queue));
    }

    private void serve(Sender sender, List<PathView> views, List<Sender> deferred) {
        if (sender instanceof DatagramFlow flow) {
            datagrams.dropOverdue(flow, nowNanos);
        }
        if (!sender.hasWork()) {
            return;
        }
        if (sender instanceof Connection connection && connection.sendQueue().isDrained()) {
            connection.sendEnd();
            return;
        }
        Packet packet = packet(sender);
        List<PathView> chosen = sender.flow().scheduler().pathsFor(packet, views);
        if (chosen.isEmpty() && packet.isShort() && sender instanceof DatagramFlow flow) {
            // Better late on the lane of bulk than not at all.
            packet = ordinaryPacket(flow);
            chosen = flow.flow().scheduler().pathsFor(packet, views);
        }
        if (chosen.isEmpty()) {
            deferred.add(sender);
            return;
        }
        if (sender instanceof Connection connection) {
            sendSegment(connection, packet, chosen);
        } else if (sender instanceof DatagramFlow flow) {
            sendDatagrams(flow, packet, chosen);
        }
        queue(sender);
    }

    private static boolean hasMainRoom(List<PathView> views) {
        return views.stream().anyMatch(path -> path.hasRoom() && path.lane() == Lane.MAIN);
    }

    void sendFin(Connection connection) {
        Segment fin = new Segment(
                Frame.of(FrameKind.FIN, connection.id(), connection.sendQueue().nextOffset()));
        sendControlNow(fin);
        connection.finSent();
    }

    private void sendSegment(Connection connection, Packet packet, List<PathView> chosen) {
        PathView first = chosen.get(0);
        SendQueue queue = connection.sendQueue();
        long offset = queue.nextOffset();
        Frame data = new Frame(FrameKind.DATA, connection.id(), offset, queue.take(segmentBytes(first)));
        Segment segment = new Segment(data, connection);
        queued(-segment.frame().length());
        connection.flow().activity().passed(true, nowNanos);
        connection.sent(segment.frame().length(), nowNanos);
        sendOn(chosen, segment, connection, packet.isShort());
        connection.resumeIfPaused();
    }

    /** One decision is for as many packets as make a segment: small ones would cost too much one by one. */
    private void sendDatagrams(DatagramFlow flow, Packet packet, List<PathView> chosen) {
        int most = segmentBytes(chosen.get(0));
        boolean areUrgent = flow.isUrgent();
        flow.flow().activity().passed(true, nowNanos);
        for (int bytes = 0; bytes < most && flow.hasWork() && flow.isUrgent() == areUrgent; ) {
            Segment segment = new Segment(datagrams.take(flow));
            bytes += segment.frame().length();
            sendOn(chosen, segment, flow, packet.isShort());
        }
    }

    private void sendOn(List<PathView> chosen, Segment segment, Sender sender, boolean isShort) {
        int bytes = segment.frame().length();
        for (PathView path : chosen) {
            Optional.ofNullable(paths.get(path.id())).ifPresent(state -> state.send(segment, nowNanos));
        }
        budget.sent(bytes);
        long copied = (long) bytes * (chosen.size() - 1);
        if (isShort) {
            budget.copiedShort(copied);
        } else {
            budget.copied(copied, Redundancy.COPY);
        }
        kindCounts.sent(sender.flow().kind(), bytes);
        order.served(sender.flow().flowClass(), bytes, copied, nowNanos);
    }

    /** Five milliseconds of the path: slow paths get short segments, so that what is urgent does not wait long. */
    private int segmentBytes(PathView path) {
        return (int) Math.max(
                MIN_SEGMENT_BYTES, Math.min(settings.segmentBytes(), path.bandwidthBps() / 8 * SEGMENT_SECONDS));
    }

    private Packet packet(Sender sender) {
        double worth = sender.flow().flowClass().scheduler().worth(scheduleSettings);
        if (sender instanceof DatagramFlow flow) {
            return flow.isUrgent()
                    ? new Packet(
                            flow.waitingBytes(),
                            OptionalLong.of(flow.waitingBytes()),
                            true,
                            UrgentPackets.copies(flow.flow()),
                            worth)
                    : ordinaryPacket(flow);
        }
        SendQueue queue = ((Connection) sender).sendQueue();
        long queued = queue.queuedBytes();
        boolean isTail = queue.isFinished() || queued < Math.min(TAIL_BYTES, settings.sendQueueBytes() / 2);
        return new Packet(
                queued,
                isTail ? OptionalLong.of(queued) : OptionalLong.empty(),
                queued <= MIN_SEGMENT_BYTES && ((Connection) sender).isQuiet(nowNanos),
                worth);
    }

    /** Whether more follows is not known: what waits is to arrive soon, and in order if that costs nothing. */
    private Packet ordinaryPacket(DatagramFlow flow) {
        double worth = flow.flow().flowClass().scheduler().worth(scheduleSettings);
        return new Packet(flow.waitingBytes(), OptionalLong.of(flow.waitingBytes()), false, worth);
    }

    private List<PathView> views() {
        List<PathView> views = new ArrayList<>(paths.size());
        for (PathState path : paths.values()) {
            views.add(view(path));
        }
        return views;
    }

    private PathView view(PathState path) {
        return path.view(outageInMillis(path.link().carrier()), nowNanos);
    }

    private OptionalDouble outageInMillis(String carrier) {
        return contexts.latest(PathForecast.TYPE, carrier)
                .filter(stamped -> stamped.value().outageAtNanos().isPresent())
                .map(stamped -> untilOutage(stamped.value()))
                .orElse(OptionalDouble.empty());
    }

    /** Once it should have started, probes say soon enough whether it has: a path that lives on was shunned in vain. */
    private OptionalDouble untilOutage(PathForecast forecast) {
        double inMillis = (forecast.outageAtNanos().orElseThrow() - nowNanos) / 1e6;
        return inMillis < -Math.min(MAX_AVOIDED_MILLIS, forecast.outageMillis())
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, inMillis));
    }

    // ---- what others may see

    /** What is known of connections, by id; of a few thousand of them if there are more. */
    public Map<String, ConnectionContext> connectionContexts() {
        Map<String, ConnectionContext> known = new LinkedHashMap<>();
        contexts.all(ConnectionContext.TYPE).forEach((id, stamped) -> known.put(id, stamped.value()));
        return known;
    }

    /** How many connections are open. */
    public int connectionCount() {
        return connections.size();
    }

    /** How it stands now. */
    public SessionStatus status() {
        return new SessionStatus(
                connections.size(),
                heldBytes,
                budget.firstBytes(),
                budget.copies(),
                failures,
                connectionFaults,
                datagrams.status(),
                kindCounts.status(senders().map(Sender::flow)),
                classifier.links(),
                paths.values().stream().map(this::status).toList());
    }

    private PathStatus status(PathState path) {
        return new PathStatus(
                path.link().id(),
                path.link().carrier(),
                path.link().lane(),
                path.rttMillis(),
                path.estimate().bandwidthBps(),
                path.measured().loss(),
                path.outstandingBytes(),
                path.isFailing(),
                path.silentMillis(nowNanos));
    }
}
