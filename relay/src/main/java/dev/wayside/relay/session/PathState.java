package dev.wayside.relay.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.schedule.PathView;

/**
 * One path of a session: what was sent on it and not yet acknowledged by the peer, what it is believed to carry, and
 * whether it lives.
 *
 * <p>A path keeps order, so one number acknowledges: how many reliable frames have arrived. A path on which something
 * is under way and nothing was acknowledged for a round trip and its variation is <em>failing</em>, long before TCP
 * gives up; the first acknowledgement or echo ends that.
 */
final class PathState {

    /** The peer acknowledges at the latest on its second tick. */
    private static final double ACK_DELAY_MILLIS = 2 * Session.TICK_MILLIS;

    private static final double BUSY_GAIN = 1.5;
    private static final double GROWING_GAIN = 2.5;
    private static final int LEAST_BUSY_BYTES = 64 << 10;
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
    private long handedNanos;
    private long probeNanos;
    private long probes;
    private boolean probing;
    private boolean failing;

    private record Sent(Segment segment, long atNanos) {}

    PathState(PathLink link, long nowNanos) {
        this.link = link;
        this.measured = link.measure();
        this.progressNanos = nowNanos;
        this.handedNanos = nowNanos;
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

    double rttMillis() {
        if (measured.rttMillis() > 0) {
            return Math.max(0.05, measured.rttMillis());
        }
        return echoMillis > 0 ? echoMillis : PathEstimate.UNKNOWN_RTT_MILLIS;
    }

    PathView view(OptionalDouble outageInMillis, long nowNanos) {
        return new PathView(
                link.id(),
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
     * makes its round trip longer. One and a half times the product of bandwidth and least RTT, more while the rate
     * still rises.
     */
    long roomBytes() {
        double least = measured.leastRttMillis() > 0 ? measured.leastRttMillis() : rttMillis();
        double busy = estimate.bandwidthBps() / 8e3 * (least + ACK_DELAY_MILLIS);
        long most = (long) Math.max(LEAST_BUSY_BYTES, (estimate.isGrowing() ? GROWING_GAIN : BUSY_GAIN) * busy);
        return Math.max(0, Math.min(link.roomBytes(), most - outstandingBytes));
    }

    // ---- sending

    void send(Segment segment, long nowNanos) {
        if (ledger.isEmpty() && !probing) {
            progressNanos = nowNanos;
        }
        ledger.add(new Sent(segment, nowNanos));
        outstandingBytes += segment.frame().wireBytes();
        handedNanos = nowNanos;
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

    /** The peer has so many reliable frames. False if it claims more than were sent. */
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

    void receivedReliable(Frame frame) {
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
        measured = link.measure();
        double least = measured.leastRttMillis() > 0 ? measured.leastRttMillis() : rttMillis();
        busyRate.at(nowNanos, least + ACK_DELAY_MILLIS).ifPresent(bps -> estimate.carried(bps, nowNanos));
    }

    /** The relay itself stood still: that is no silence of the path. */
    void excuse(long nanos) {
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
        if (failing || (!timedOut && silentMillis(nowNanos) <= patienceMillis(settings))) {
            return false;
        }
        failing = true;
        return true;
    }

    private double patienceMillis(SessionSettings settings) {
        Sent head = ledger.peek();
        double headMillis = head == null ? 0 : head.segment().frame().wireBytes() * 8_000.0 / estimate.bandwidthBps();
        return Math.max(
                settings.leastSilenceMillis(),
                rttMillis() + 4 * measured.rttVarMillis() + ACK_DELAY_MILLIS + 2 * headMillis);
    }
}
