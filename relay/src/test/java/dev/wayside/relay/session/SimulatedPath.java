package dev.wayside.relay.session;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameFormatException;

/**
 * A path between two sessions in virtual time: of a rate and a delay, in order, without loss, as a TCP connection shows
 * itself. During a blackout nothing arrives; what was under way arrives when TCP has noticed, up to a second after.
 */
final class SimulatedPath {

    private static final long RECOVERY_NANOS = 1_000_000_000L;

    private final SimulatedNetwork network;
    private final int id;
    private final double firstBps;
    private double bps;
    private final long delayNanos;
    private final List<long[]> blackouts = new ArrayList<>();
    private final Direction forward;
    private final Direction backward;
    private boolean cut;

    SimulatedPath(SimulatedNetwork network, int id, double bps, double delayMillis, Session edge, Session cloud) {
        this.network = network;
        this.id = id;
        this.firstBps = bps;
        this.bps = bps;
        this.delayNanos = Math.round(delayMillis * 1e6);
        this.forward = new Direction(edge, cloud);
        this.backward = new Direction(cloud, edge);
    }

    void open() {
        forward.from.addPath(forward, network.now());
        backward.from.addPath(backward, network.now());
    }

    /** The connection ends: what is under way is lost. */
    void cut() {
        cut = true;
        forward.from.removePath(forward, network.now());
        backward.from.removePath(backward, network.now());
    }

    void blackout(double fromSeconds, double toSeconds) {
        blackouts.add(new long[] {SimulatedNetwork.seconds(fromSeconds), SimulatedNetwork.seconds(toSeconds)});
    }

    /** From then on it carries this much, and its transport, which is handed little, cannot say so. */
    void slowDown(double atSeconds, double slowBps) {
        network.at(SimulatedNetwork.seconds(atSeconds), () -> bps = slowBps);
    }

    long sentBytes() {
        return forward.sentBytes + backward.sentBytes;
    }

    private final class Direction implements PathLink {

        private final Session from;
        private final Session to;
        private long busyUntil;
        private long lastArrival;
        private long sentBytes;

        Direction(Session from, Session to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public String carrier() {
            return "carrier-" + id;
        }

        @Override
        public PathMeasurement measure() {
            return new PathMeasurement(2 * delayNanos / 1e6, 2 * delayNanos / 1e6, 1, bps, bps != firstBps, 0, 0);
        }

        @Override
        public long roomBytes() {
            long unsent = (long) (Math.max(0, busyUntil - network.now()) * bps / 8e9);
            return Math.max(0, (64 << 10) - unsent);
        }

        @Override
        public void send(Frame frame) {
            sentBytes += frame.wireBytes();
            long start = outOfBlackout(Math.max(busyUntil, network.now()));
            busyUntil = start + Math.round(frame.wireBytes() * 8e9 / bps);
            long arrival = Math.max(lastArrival, outOfBlackout(busyUntil + delayNanos));
            lastArrival = arrival;
            network.at(busyUntil, () -> from.pump(network.now()));
            network.at(arrival, () -> arrive(frame));
        }

        private void arrive(Frame frame) {
            if (cut) {
                return;
            }
            // A blackout that was announced after the frame left.
            long later = outOfBlackout(network.now());
            if (later > network.now()) {
                lastArrival = Math.max(lastArrival, later);
                network.at(later, () -> arrive(frame));
                return;
            }
            try {
                to.received(this == forward ? backward : forward, frame, network.now());
            } catch (FrameFormatException e) {
                throw new AssertionError(e);
            }
        }

        private long outOfBlackout(long nanos) {
            for (long[] blackout : blackouts) {
                if (nanos >= blackout[0] && nanos < blackout[1] + RECOVERY_NANOS / 2) {
                    return blackout[1] + RECOVERY_NANOS / 2;
                }
            }
            return nanos;
        }
    }
}
