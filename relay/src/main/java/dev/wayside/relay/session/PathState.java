package dev.wayside.relay.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameFormatException;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.schedule.PathView;
import dev.wayside.relay.session.estimate.BusyRate;
import dev.wayside.relay.session.estimate.PathEstimate;
import dev.wayside.relay.session.estimate.PathMeasurement;

/**
 * One path of a session: the segments sent and not yet acknowledged by the peer, its estimated bandwidth, and its signs
 * of life.
 *
 * <p>A path keeps order, so one number acknowledges: how many counted frames have arrived. A path whose oldest frame is
 * overdue by a round trip and its variation, and that gave no sign of life for a while, is <em>failing</em>, long
 * before TCP gives up; the first acknowledgement or echo ends that.
 */
final class PathState {

    /** The peer acknowledges at the latest on its second tick. */
    private static final double ACK_DELAY_MILLIS = 2 * SessionSettings.TICK_MILLIS;

    /** Chosen: a quarter more keeps the path busy while its rate varies (docs/relay-decisions.md, "Paths"). */
    private static final double BUSY_GAIN = 1.25;

    /** Slow start doubles the window in each round trip: RFC 5681, section 3.1. */
    private static final double GROWING_GAIN = 2;

    /** Chosen: two full segments. */
    private static final int MIN_BUSY_BYTES = 32 << 10;

    /** Share of the bandwidth-delay product below which a window counts as closed. Chosen. */
    private static final double IDLE_WINDOW_SHARE = 0.25;

    /** Chosen: BBR keeps its window closed for 200 ms and a round trip. */
    private static final double MAX_IDLE_MILLIS = 600;

    /** Chosen: two full segments, as TCP acknowledges every second segment (RFC 5681, section 4.2). */
    private static final int ACK_BYTES = 32 << 10;

    /** Min round trip, so that rates computed from it stay finite. Chosen: less than between two machines of a LAN. */
    private static final double MIN_RTT_MILLIS = 0.05;

    private final PathLink link;
    private final PathEstimate estimate = new PathEstimate();
    private final Deque<Sent> ledger = new ArrayDeque<>();
    private final BusyRate busyRate;
    private PathMeasurement measured;
    private double echoMillis;
    private long outstandingBytes;
    private long ackedFrames;
    private long receivedFrames;
    private long acknowledgedFrames;
    private long unacknowledgedBytes;
    private long progressNanos;
    private long deliveredNanos;
    private long handedNanos;
    private long dataNanos;
    private long probeNanos;
    private long idleNanos;
    private long probes;
    private boolean idle;
    private boolean probing;
    private boolean failing;

    private record Sent(Segment segment, long atNanos) {}

    /** A segment under way, and how long it probably takes until it is acknowledged. */
    record Held(Segment segment, double remainingMillis) {}

    PathState(PathLink link, long nowNanos) {
        this.link = link;
        this.measured = link.measure();
        this.progressNanos = nowNanos;
        this.deliveredNanos = nowNanos;
        this.handedNanos = nowNanos;
        this.dataNanos = nowNanos;
        this.probeNanos = nowNanos;
        this.busyRate = new BusyRate(nowNanos);
    }

    PathLink link() {
        return link;
    }

    boolean isFailing() {
        return failing;
    }

    PathEstimate estimate() {
        return estimate;
    }

    PathMeasurement measured() {
        return measured;
    }

    long outstandingBytes() {
        return outstandingBytes;
    }

    /** True if it is alive and has something under way. */
    boolean hasUnderWay() {
        return !failing && !ledger.isEmpty();
    }

    /** Time since something counted was last handed to it or arrived on it; since it opened if nothing was. */
    double millisSinceData(long nowNanos) {
        return (nowNanos - dataNanos) / 1e6;
    }

    double rttMillis() {
        if (measured.rttMillis() > 0) {
            return Math.max(MIN_RTT_MILLIS, measured.rttMillis());
        }
        return echoMillis > 0 ? echoMillis : PathEstimate.UNKNOWN_RTT_MILLIS;
    }

    /** The path as schedulers see it. */
    PathView view(OptionalDouble outageInMillis, long nowNanos) {
        return new PathView(
                link.id(),
                link.carrier(),
                link.lane(),
                Math.max(MIN_RTT_MILLIS, estimate.rttMillis(rttMillis())),
                measured.rttVarMillis(),
                estimate.bandwidthBps(),
                estimate.loss(measured.loss()),
                outstandingBytes,
                roomBytes(),
                (nowNanos - handedNanos) / 1e6,
                failing,
                outageInMillis);
    }

    /**
     * Bytes that may be sent now: no more than keeps the path busy, since no other path can send what is in a carrier's
     * queue, and it makes the round trip longer. At most a quarter more than the product of recent rate and min round
     * trip is under way; while the rate still rises, twice the transport's window.
     */
    long roomBytes() {
        return idle ? 0 : Math.max(0, Math.min(link.roomBytes(), maxOutstandingBytes() - outstandingBytes));
    }

    private long maxOutstandingBytes() {
        double busy = BUSY_GAIN * estimate.recentBps() / 8e3 * (minRttMillis() + ACK_DELAY_MILLIS);
        double most = estimate.isGrowing() ? Math.max(busy, GROWING_GAIN * measured.congestionWindowBytes()) : busy;
        return (long) Math.max(MIN_BUSY_BYTES, most);
    }

    private double minRttMillis() {
        return measured.minRttMillis() > 0 ? measured.minRttMillis() : rttMillis();
    }

    // ---- sending

    void send(Segment segment, long nowNanos) {
        if (ledger.isEmpty() && !probing) {
            progressNanos = nowNanos;
        }
        ledger.add(new Sent(segment, nowNanos));
        outstandingBytes += segment.frame().wireBytes();
        handedNanos = nowNanos;
        dataNanos = nowNanos;
        link.send(segment.frame());
    }

    void probe(long nowNanos) {
        if (ledger.isEmpty() && !probing) {
            progressNanos = nowNanos;
        }
        probing = true;
        probeNanos = nowNanos;
        link.send(Frame.of(FrameKind.PROBE, 0, ++probes));
    }

    /**
     * Segments under way that no path has delivered, and that were not overtaken yet, oldest first. Each waits for
     * those before it at the recent rate, at least for a round trip, and for as long again as the path has been silent.
     */
    List<Held> held(long nowNanos) {
        List<Held> held = new ArrayList<>();
        long bytes = 0;
        for (Sent sent : ledger) {
            bytes += sent.segment().frame().wireBytes();
            if (!sent.segment().isDone() && !sent.segment().isOvertaken()) {
                double roundTripMillis = minRttMillis() - (nowNanos - sent.atNanos()) / 1e6;
                held.add(
                        new Held(sent.segment(), Math.max(millisFor(bytes), roundTripMillis) + silentMillis(nowNanos)));
            }
        }
        return held;
    }

    /** Time until these bytes are acknowledged if they are sent now. */
    double deliveryMillis(long bytes) {
        return minRttMillis() + ACK_DELAY_MILLIS + millisFor(outstandingBytes + bytes);
    }

    private double millisFor(long bytes) {
        return bytes * 8_000.0 / estimate.recentBps();
    }

    /** Segments under way that no path has delivered, oldest first. */
    List<Segment> undelivered() {
        List<Segment> undelivered = new ArrayList<>();
        for (Sent sent : ledger) {
            if (!sent.segment().isDone()) {
                undelivered.add(sent.segment());
            }
        }
        return undelivered;
    }

    // ---- frames of the peer

    /**
     * Notes the number of counted frames that the peer has.
     *
     * @throws FrameFormatException if more than were sent
     */
    void acknowledged(long frames, long nowNanos) throws FrameFormatException {
        if (frames - ackedFrames > ledger.size()) {
            throw new FrameFormatException("acknowledged " + frames + " frames, more than were sent");
        }
        if (frames > ackedFrames) {
            alive(nowNanos);
        }
        long before = outstandingBytes;
        while (ackedFrames < frames) {
            Sent sent = ledger.remove();
            outstandingBytes -= sent.segment().frame().wireBytes();
            sent.segment().markDone();
            ackedFrames++;
        }
        busyRate.acknowledged(before - outstandingBytes, outstandingBytes);
    }

    /** Notes the answer to a probe. */
    void echoed(long probe, long nowNanos) {
        if (probe == probes) {
            echoMillis = Math.max(MIN_RTT_MILLIS, (nowNanos - probeNanos) / 1e6);
            probing = false;
        }
        alive(nowNanos);
    }

    private void alive(long nowNanos) {
        progressNanos = nowNanos;
        failing = false;
    }

    /** Counts a frame that the peer expects to be acknowledged. */
    void receivedCounted(Frame frame, long nowNanos) {
        dataNanos = nowNanos;
        receivedFrames++;
        unacknowledgedBytes += frame.wireBytes();
        if (unacknowledgedBytes >= ACK_BYTES) {
            acknowledge();
        }
    }

    /** Acknowledges the frames received since the last time. */
    void acknowledge() {
        if (acknowledgedFrames < receivedFrames) {
            acknowledgedFrames = receivedFrames;
            unacknowledgedBytes = 0;
            link.send(Frame.of(FrameKind.PATH_ACK, 0, receivedFrames));
        }
    }

    // ---- time

    /** Reads the transport's measurement. */
    void measure(long nowNanos) {
        PathMeasurement before = measured;
        measured = link.measure();
        busyRate.at(nowNanos, minRttMillis() + ACK_DELAY_MILLIS).ifPresent(bps -> estimate.carried(bps, nowNanos));
        // A long frame may take many round trips: an acknowledged part of it is a sign of life, too.
        if (measured.acknowledgedBytes() > before.acknowledgedBytes()) {
            alive(nowNanos);
        }
        if (measured.deliveredSegments() != before.deliveredSegments()) {
            deliveredNanos = nowNanos;
        }
    }

    /**
     * True if the transport has just closed its window almost entirely, as BBR does every ten seconds to measure the
     * empty path, and as any does after a time-out: segments that it has not sent yet wait for long.
     */
    boolean entersIdle(long nowNanos) {
        boolean closed = measured.congestionWindowBytes() > 0
                && measured.congestionWindowBytes()
                        < IDLE_WINDOW_SHARE * estimate.carriedBps().orElse(0) / 8e3 * minRttMillis()
                && !estimate.isGrowing();
        boolean enters = closed && !idle && measured.unsentBytes() > 0;
        if (enters) {
            idleNanos = nowNanos;
        }
        idle = enters || (idle && closed && (nowNanos - idleNanos) / 1e6 < MAX_IDLE_MILLIS && !ledger.isEmpty());
        return enters;
    }

    /** Segments that no path has delivered and the transport has not sent even once, oldest first. */
    List<Segment> unsent() {
        Deque<Segment> unsent = new ArrayDeque<>();
        long bytes = 0;
        for (Iterator<Sent> newest = ledger.descendingIterator();
                newest.hasNext() && bytes < measured.unsentBytes(); ) {
            Segment segment = newest.next().segment();
            bytes += segment.frame().wireBytes();
            if (!segment.isDone()) {
                unsent.addFirst(segment);
            }
        }
        return List.copyOf(unsent);
    }

    /** Discounts a time in which the relay itself was stalled: that is no silence of the path. */
    void discountPause(long nanos) {
        progressNanos += nanos;
    }

    /** True if its last sign of life, or its last probe, was this long ago. */
    boolean wantsProbe(double intervalMillis, long nowNanos) {
        return (nowNanos - Math.max(probeNanos, failing ? 0 : progressNanos)) / 1e6 >= intervalMillis;
    }

    /** Time without a sign of life while one was expected. */
    double silentMillis(long nowNanos) {
        return ledger.isEmpty() && !probing ? 0 : (nowNanos - progressNanos) / 1e6;
    }

    /** True if the path has just been found failing. */
    boolean fails(SessionSettings settings, long nowNanos) {
        boolean timedOut = measured.timeouts() >= settings.timeoutsUntilFailing() && !ledger.isEmpty();
        if (failing || (!timedOut && !isOverdue(settings, nowNanos))) {
            return false;
        }
        failing = true;
        return true;
    }

    /**
     * True if it has been silent for longer than any segment sent meanwhile takes to be acknowledged. While more is
     * under way, signs of life follow one another much faster than a round trip, so the oldest segment is overdue soon.
     * While its transport repairs a loss, segments arrive out of order: then it has one more round trip.
     */
    private boolean isOverdue(SessionSettings settings, long nowNanos) {
        Sent head = ledger.peek();
        double headMillis = head == null ? 0 : head.segment().frame().wireBytes() * 8_000.0 / estimate.bandwidthBps();
        double slackMillis = 4 * measured.rttVarMillis() + ACK_DELAY_MILLIS + 2 * headMillis;
        double silentMillis = silentMillis(nowNanos);
        double waitsMillis = head == null ? silentMillis : (nowNanos - head.atNanos()) / 1e6;
        double maxSilenceMillis = Math.max(settings.minSilenceMillis(), slackMillis);
        boolean recovers = (nowNanos - deliveredNanos) / 1e6 < maxSilenceMillis / 2;
        return silentMillis > maxSilenceMillis + (recovers ? rttMillis() : 0)
                && waitsMillis > rttMillis() + slackMillis;
    }

    // ---- status

    PathStatus status(long nowNanos) {
        return new PathStatus(
                link.id(),
                link.carrier(),
                link.lane(),
                rttMillis(),
                estimate.bandwidthBps(),
                measured.loss(),
                outstandingBytes,
                failing,
                silentMillis(nowNanos));
    }
}
