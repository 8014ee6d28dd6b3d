package dev.wayside.relay.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.schedule.PathView;

/**
 * One path of a session: what was sent on it and not yet acknowledged by the peer, what it is believed to carry, and
 * whether it lives.
 *
 * <p>A path keeps order, so one number acknowledges: how many counted frames have arrived. A path whose oldest frame is
 * overdue by a round trip and its variation, and that gave no sign of life for a while, is <em>failing</em>, long
 * before TCP gives up; the first acknowledgement or echo ends that.
 */
final class PathState {

    /** The peer acknowledges at the latest on its second tick. */
    private static final double ACK_DELAY_MILLIS = 2 * Session.TICK_MILLIS;

    private static final double BUSY_GAIN = 1.25;
    private static final double GROWING_GAIN = 2;
    private static final int MIN_BUSY_BYTES = 32 << 10;
    /** A window so much smaller than what the path carries is no window to work with. */
    private static final double REST_SHARE = 0.25;
    /** BBR rests for a fifth of a second and a round trip. */
    private static final double MAX_REST_MILLIS = 600;

    private static final int ACK_BYTES = 32 << 10;

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
    private long restNanos;
    private long probes;
    private boolean resting;
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

    /** Whether it lives and has something under way. */
    boolean hasUnderWay() {
        return !failing && !ledger.isEmpty();
    }

    /** Time since something counted was last handed to it or arrived on it; since it opened if nothing was. */
    double millisSinceData(long nowNanos) {
        return (nowNanos - dataNanos) / 1e6;
    }

    double rttMillis() {
        if (measured.rttMillis() > 0) {
            return Math.max(0.05, measured.rttMillis());
        }
        return echoMillis > 0 ? echoMillis : PathEstimate.UNKNOWN_RTT_MILLIS;
    }

    PathView view(OptionalDouble outageInMillis, long nowNanos) {
        return new PathView(
                link.id(),
                link.carrier(),
                link.lane(),
                Math.max(0.05, estimate.rttMillis(rttMillis())),
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
     * No more is handed to a path than keeps it busy: what lies in a carrier's queue can be sent by no other path, and
     * makes its round trip longer. A quarter more than the product of recent rate and least RTT; while the rate still
     * rises, what the transport's window doubles to.
     */
    long roomBytes() {
        return resting ? 0 : Math.max(0, Math.min(link.roomBytes(), maxOutstandingBytes() - outstandingBytes));
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
     * What is under way, no path has delivered, and nothing has overtaken yet, oldest first. What lies before it takes
     * its time at the recent rate; a round trip is the least; and while nothing is heard, it may well be as long again.
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

    /** How long it takes until so much is acknowledged if it is sent now. */
    double deliveryMillis(long bytes) {
        return minRttMillis() + ACK_DELAY_MILLIS + millisFor(outstandingBytes + bytes);
    }

    private double millisFor(long bytes) {
        return bytes * 8_000.0 / estimate.recentBps();
    }

    /** Everything under way that no path has delivered, oldest first. */
    List<Segment> undelivered() {
        List<Segment> undelivered = new ArrayList<>();
        for (Sent sent : ledger) {
            if (!sent.segment().isDone()) {
                undelivered.add(sent.segment());
            }
        }
        return undelivered;
    }

    // ---- what the peer says

    /** The peer has so many counted frames. False if it claims more than were sent. */
    boolean acknowledged(long frames, long nowNanos) {
        if (frames - ackedFrames > ledger.size()) {
            return false;
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
        return true;
    }

    void echoed(long probe, long nowNanos) {
        if (probe == probes) {
            echoMillis = Math.max(0.05, (nowNanos - probeNanos) / 1e6);
            probing = false;
        }
        alive(nowNanos);
    }

    private void alive(long nowNanos) {
        progressNanos = nowNanos;
        failing = false;
    }

    void receivedCounted(Frame frame, long nowNanos) {
        dataNanos = nowNanos;
        receivedFrames++;
        unacknowledgedBytes += frame.wireBytes();
        if (unacknowledgedBytes >= ACK_BYTES) {
            acknowledge();
        }
    }

    void acknowledge() {
        if (acknowledgedFrames < receivedFrames) {
            acknowledgedFrames = receivedFrames;
            unacknowledgedBytes = 0;
            link.send(Frame.of(FrameKind.PATH_ACK, 0, receivedFrames));
        }
    }

    // ---- time

    void measure(long nowNanos) {
        PathMeasurement before = measured;
        measured = link.measure();
        busyRate.at(nowNanos, minRttMillis() + ACK_DELAY_MILLIS).ifPresent(bps -> estimate.carried(bps, nowNanos));
        // A long frame may take many round trips: that some of it was taken is a sign of life, too.
        if (measured.acknowledgedBytes() > before.acknowledgedBytes()) {
            alive(nowNanos);
        }
        if (measured.deliveredSegments() != before.deliveredSegments()) {
            deliveredNanos = nowNanos;
        }
    }

    /**
     * Whether the transport has just closed its window all but entirely, as BBR does every ten seconds to see how long
     * the empty path takes, and as any does after a time-out: what it has not sent yet waits for long.
     */
    boolean entersIdle(long nowNanos) {
        boolean closed = measured.congestionWindowBytes() > 0
                && measured.congestionWindowBytes()
                        < REST_SHARE * estimate.carriedBps().orElse(0) / 8e3 * minRttMillis()
                && !estimate.isGrowing();
        boolean comes = closed && !resting && measured.unsentBytes() > 0;
        if (comes) {
            restNanos = nowNanos;
        }
        resting = comes || (resting && closed && (nowNanos - restNanos) / 1e6 < MAX_REST_MILLIS && !ledger.isEmpty());
        return comes;
    }

    /** What no path has delivered and the transport has not sent even once, oldest first. */
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

    boolean wantsProbe(double intervalMillis, long nowNanos) {
        return (nowNanos - Math.max(probeNanos, failing ? 0 : progressNanos)) / 1e6 >= intervalMillis;
    }

    double silentMillis(long nowNanos) {
        return ledger.isEmpty() && !probing ? 0 : (nowNanos - progressNanos) / 1e6;
    }

    /** Whether the path has just been found failing. */
    boolean fails(SessionSettings settings, long nowNanos) {
        boolean timedOut = measured.timeouts() >= settings.timeoutsUntilFailing() && !ledger.isEmpty();
        if (failing || (!timedOut && !isOverdue(settings, nowNanos))) {
            return false;
        }
        failing = true;
        return true;
    }

    /**
     * Whether it has been silent for longer than anything takes to be acknowledged that was handed to it since. Where
     * more is under way, signs of life follow one another much faster than a round trip: then that of the oldest is
     * over soon. While its transport makes good a loss, segments arrive that are not in order: then it has a round trip
     * more.
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
}
