package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameFormatException;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowPolicy;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.RedundancyBudget;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.flow.ClassifiedFlow;
import dev.wayside.relay.session.flow.Classifier;

/**
 * All connections between this relay and one peer, over all paths between the two. Both sides run the same; only the
 * edge begins connections, only the cloud has an {@link Acceptor}.
 *
 * <p>The driver reports events ({@link #received}, {@link #addPath}, the connections' calls), calls {@link #tick} every
 * {@value SessionSettings#TICK_MILLIS} ms, and {@link #pump} soon after it was woken. Time only enters there. Not safe
 * for use by several threads.
 */
public final class Session {

    /** Copies allowed before anything was sent. Chosen: the tail of one flow. */
    private static final long COPIES_ADVANCE_BYTES = 256 << 10;

    private final SessionSettings settings;
    private final Runnable wake;
    private final SessionTime time;
    private final Faults faults = new Faults();
    private final RedundancyBudget budget;
    private final Classifier classifier;
    private final CarrierForecasts forecasts;
    private final Paths paths;
    private final Reinjections reinjections;
    private final SendOrder order;
    private final Transmitter transmitter;
    private final Connections connections;
    private final Datagrams datagrams;
    private final Overtaker overtaker;
    private final ContextExchange exchange;
    private final PathMonitor monitor;
    private long tickNanos;
    private boolean gaveUp;

    /**
     * The edge's side.
     *
     * @param policy classifies flows
     * @param contexts holds the forecasts of each carrier
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
        boolean isEdge = acceptor.isEmpty();
        this.settings = settings;
        this.wake = wake;
        time = new SessionTime(nowNanos);
        tickNanos = nowNanos;
        budget = new RedundancyBudget(
                settings.redundancyShare(), COPIES_ADVANCE_BYTES, settings.shortCopyBytesPerSecond(), nowNanos);
        classifier = new Classifier(policy, scheduleSettings, budget);
        forecasts = new CarrierForecasts(contexts, isEdge, time);
        paths = new Paths(forecasts, time);
        reinjections = new Reinjections(paths.all(), paths::soonest, budget);
        order = new SendOrder(sharing, classifier, faults);
        transmitter =
                new Transmitter(settings, scheduleSettings, paths, reinjections, order, budget, faults, time, wake);
        connections = new Connections(settings, acceptor, classifier, transmitter, order, contexts, faults, time);
        datagrams = new Datagrams(this::classify, faults);
        overtaker = new Overtaker(connections, budget, faults);
        ProbePace pace = new ProbePace(settings.probeMillis(), isEdge);
        exchange = new ContextExchange(contexts, isEdge, paths, pace, faults, time);
        monitor = new PathMonitor(settings, paths, forecasts, reinjections, exchange, pace, nowNanos);
    }

    private ClassifiedFlow classify(FlowKey key) {
        OpenRequest request = key.toRequest();
        return classifier.begin(new FlowEnds(key.protocol(), request.client(), request.server()), time.nowNanos());
    }

    /** Sets the receiver of faults that ended one connection, and nothing else; each comes with a name of it. */
    public void reportFaultsTo(BiConsumer<String, Throwable> log) {
        faults.reportTo(log);
    }

    // ---- paths

    /** Adds a path that was opened and authenticated. */
    public void addPath(PathLink link, long now) {
        time.advance(now);
        paths.add(link);
        gaveUp = false;
        wake.run();
    }

    /** Removes a path that has ended; what it had not delivered is sent elsewhere. */
    public void removePath(PathLink link, long now) {
        time.advance(now);
        PathState path = paths.remove(link);
        if (path != null) {
            reinjections.add(path, path.undelivered(), Redundancy.SILENCE);
            wake.run();
        }
    }

    /** True if a path gives signs of life. */
    public boolean hasLivePath() {
        return paths.hasLive();
    }

    /** True if there is a path, alive or not. */
    public boolean hasPaths() {
        return !paths.isEmpty();
    }

    /**
     * Accepts a frame that has arrived on a path.
     *
     * @throws FrameFormatException if the frame is invalid: the path is to be closed
     */
    public void received(PathLink link, Frame frame, long now) throws FrameFormatException {
        time.advance(now);
        PathState path = paths.get(link.id());
        if (path == null) {
            return;
        }
        if (frame.kind().isCounted()) {
            path.receivedCounted(frame, now);
        }
        switch (frame.kind()) {
            case PATH_ACK -> path.acknowledged(frame.sequence(), now);
            case PROBE -> link.send(Frame.of(FrameKind.PROBE_REPLY, 0, frame.sequence()));
            case PROBE_REPLY -> path.echoed(frame.sequence(), now);
            case OPEN -> connections.receivedOpen(frame);
            case OPENED, DATA, FIN, RESET, WINDOW -> connections.received(frame);
            case CONTEXT -> exchange.received(path, frame);
            case DATAGRAM -> datagrams.received(frame);
        }
    }

    // ---- whole packets

    /** Sets the receiver of the peer's whole packets; they are dropped by default. */
    public void deliverDatagramsTo(DatagramReceiver receiver) {
        datagrams.deliverTo(receiver);
    }

    /** Sends a whole packet, which is not written to any more, without a promise that it arrives, or in its order. */
    public void sendDatagram(FlowKey flow, ByteBuffer packet, long now) {
        time.advance(now);
        try {
            datagrams.add(flow, packet, now).ifPresent(transmitter::readyToSend);
        } catch (RuntimeException | Error fault) {
            faults.count("a packet of " + flow, fault);
        }
    }

    /** Max length of packets to send: 5 ms of the fastest path, so that one does not occupy a slow path for long. */
    public int datagramBytes() {
        return SessionSettings.datagramBytes(paths.maxBandwidthBps());
    }

    /** Counts a packet of the peer that was not delivered, because another edge has its flow. */
    public void refusedDatagram() {
        datagrams.refused();
    }

    // ---- connections

    /** Begins a connection for a client; at the edge only. */
    public Connection open(OpenRequest request, Endpoint client, long now) {
        time.advance(now);
        return connections.open(request, client);
    }

    /** Ends all connections, also at the peer. */
    public void resetAll(ResetReason reason, long now) {
        connections.resetAll(reason);
        pump(now);
    }

    /** Ends all connections silently: the peer has ended. */
    public void abandonAll(ResetReason reason) {
        connections.abandonAll(reason);
        transmitter.clear();
        datagrams.peerRestarted();
    }

    // ---- rules

    /** Replaces the rules, for present flows as for later ones. */
    public void replacePolicy(FlowPolicy policy, long now) {
        time.advance(now);
        classifier.replace(policy);
        reviewFlows(now);
        wake.run();
    }

    /** Shares between users by another rule from now on. */
    public void replaceSharing(SharingRule rule) {
        order.replaceRule(rule);
    }

    /** Classifies all flows again: a flow that is silent changes its kind, too. */
    private void reviewFlows(long now) {
        connections.review(now);
        // A copy: a fault ends its flow.
        List.copyOf(datagrams.flows()).forEach(flow -> faults.guard(flow, () -> order.review(flow, now)));
    }

    // ---- time

    /** Sends everything that can be sent now. */
    public void pump(long now) {
        time.advance(now);
        transmitter.pump();
    }

    /** Does the work that time brings: silence, probes, measurements, connections that never began. */
    public void tick(long now) {
        time.advance(now);
        discountPause(now);
        budget.refill(now);
        boolean hasMeasured = monitor.tick(!transmitter.isIdle(), now);
        if (hasMeasured) {
            giveUpIfLost(now);
            connections.dropPending(now);
            order.updateLinks(paths.links());
        }
        connections.checkEnds(now);
        datagrams.tick(now);
        if (exchange.isReportDue()) {
            exchange.report();
            reviewFlows(now);
        }
        transmitter.pump();
        if (hasMeasured && transmitter.isIdle()) {
            overtaker.overtake(
                    paths.all(), path -> forecasts.isOutagePredicted(path.link().carrier()), now);
        }
    }

    /** Discounts a time in which the relay itself was stalled: that is no silence of a path or a near end. */
    private void discountPause(long now) {
        long stalledNanos = now - tickNanos - SessionSettings.TICK_MILLIS * 1_000_000L;
        tickNanos = now;
        if (stalledNanos > SessionTime.STALLED_NANOS) {
            paths.all().forEach(path -> path.discountPause(stalledNanos));
            connections.discountPause(stalledNanos);
        }
    }

    /** Gives up after a time without paths. The peer learns on the next path; it may have forgotten its numbers. */
    private void giveUpIfLost(long now) {
        if (!paths.areLostFor(settings.holdMillis())) {
            return;
        }
        if (!connections.isEmpty()) {
            transmitter.clear();
            resetAll(ResetReason.PATHS_LOST, now);
        }
        if (!gaveUp) {
            gaveUp = true;
            datagrams.peerRestarted();
        }
    }

    // ---- status

    /** Published contexts of connections, by id; of a few thousand of them if there are more. */
    public Map<String, ConnectionContext> connectionContexts() {
        return connections.contexts();
    }

    /** Number of open connections. */
    public int connectionCount() {
        return connections.size();
    }

    /** Status now. */
    public SessionStatus status() {
        return new SessionStatus(
                connections.size(),
                connections.heldBytes(),
                budget.firstBytes(),
                budget.copies(),
                monitor.failures(),
                faults.count(),
                datagrams.status(),
                transmitter.kinds(flows()),
                classifier.links(),
                paths.status());
    }

    private Stream<ClassifiedFlow> flows() {
        return Stream.concat(connections.begun(), datagrams.flows().stream()).map(Sender::flow);
    }
}
