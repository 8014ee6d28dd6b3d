package dev.wayside.relay.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameFormatException;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.session.estimate.PathMeasurement;

/**
 * A path between two sessions in virtual time: of a rate and a delay, in order, without loss, as a TCP connection shows
 * itself. During a blackout nothing arrives; what was under way arrives when TCP has noticed, up to a second after.
 */
final class SimulatedPath {

    private static final long RECOVERY_NANOS = 1_000_000_000L;
    private static final long RECOVERY_DELAY_NANOS = 20_000_000L;
    private static final long INITIAL_WINDOW_BYTES = 14_480;
    private static final long MIN_WINDOW_BYTES = 4 * 1_448;
    private static final long REST_NANOS = 200_000_000L;

    private final SimulatedNetwork network;
    private final int id;
    private final String carrier;
    private final Lane lane;
    private final double firstBps;
    private double bps;
    private final long delayNanos;
    private final List<long[]> blackouts = new ArrayList<>();
    private long restFrom = Long.MAX_VALUE - REST_NANOS;
    private DoubleSupplier losses = () -> 1;
    private double lossShare;
    private long initialWindow = Long.MAX_VALUE;
    private final Direction forward;
    private final Direction backward;
    private boolean cut;

    SimulatedPath(
            SimulatedNetwork network,
            int id,
            String carrier,
            Lane lane,
            double bps,
            double delayMillis,
            Session edge,
            Session cloud) {
        this.network = network;
        this.id = id;
        this.carrier = carrier;
        this.lane = lane;
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

    /**
     * From now on the transport starts as TCP does: with ten segments under way, and as many more as are acknowledged.
     */
    void startSlowly() {
        initialWindow = INITIAL_WINDOW_BYTES;
    }

    /** At this time the transport all but closes its window for a while, as BBR does to see the empty path. */
    void rest(double fromSeconds) {
        restFrom = SimulatedNetwork.seconds(fromSeconds);
        network.at(restFrom + REST_NANOS, () -> {
            forward.transmit();
            backward.transmit();
        });
    }

    /** Loses this share of frames from now on, at first; TCP sends them again a round trip and a little later. */
    void lose(double share, Random random) {
        losses = random::nextDouble;
        lossShare = share;
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
        private final Deque<Frame> unsent = new ArrayDeque<>();
        private final Deque<long[]> acknowledgements = new ArrayDeque<>();
        private long unsentBytes;
        private long underWayBytes;
        private long acknowledgedBytes;
        private long delivered;
        private long roundTrip = 2 * delayNanos;

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
            return carrier;
        }

        @Override
        public Lane lane() {
            return lane;
        }

        @Override
        public PathMeasurement measure() {
            if (initialWindow == Long.MAX_VALUE) {
                return new PathMeasurement(
                        2 * delayNanos / 1e6, 2 * delayNanos / 1e6, 1, bps, bps != firstBps, 0, 0, 0, 0, 0, delivered);
            }
            long least = 2 * delayNanos;
            acknowledgements.removeIf(one -> one[0] < network.now() - least);
            long bytes = acknowledgements.stream().mapToLong(one -> one[1]).sum();
            return new PathMeasurement(
                    roundTrip / 1e6,
                    least / 1e6,
                    1,
                    bytes * 8e9 / least,
                    unsentBytes == 0 && underWayBytes < window(),
                    0,
                    0,
                    window(),
                    unsentBytes,
                    acknowledgedBytes,
                    delivered);
        }

        private long window() {
            long now = network.now();
            if (now >= restFrom && now < restFrom + REST_NANOS) {
                return MIN_WINDOW_BYTES;
            }
            return initialWindow == Long.MAX_VALUE
                    ? Long.MAX_VALUE
                    : Math.min(initialWindow + acknowledgedBytes, (long) (2 * bps / 8e9 * 2 * delayNanos));
        }

        @Override
        public long roomBytes() {
            long waiting = initialWindow == Long.MAX_VALUE
                    ? (long) (Math.max(0, busyUntil - network.now()) * bps / 8e9)
                    : unsentBytes;
            return Math.max(0, (64 << 10) - waiting);
        }

        @Override
        public void send(Frame frame) {
            sentBytes += frame.wireBytes();
            unsent.add(frame);
            unsentBytes += frame.wireBytes();
            transmit();
        }

        private void transmit() {
            while (!unsent.isEmpty() && underWayBytes < window()) {
                Frame frame = unsent.remove();
                unsentBytes -= frame.wireBytes();
                underWayBytes += frame.wireBytes();
                transmit(frame);
            }
        }

        private void acknowledge(int bytes, long sentNanos) {
            roundTrip = network.now() - sentNanos;
            underWayBytes -= bytes;
            acknowledgedBytes += bytes;
            acknowledgements.add(new long[] {network.now(), bytes});
            transmit();
        }

        private void transmit(Frame frame) {
            long sentNanos = network.now();
            long start = outOfBlackout(Math.max(busyUntil, sentNanos));
            busyUntil = start + Math.round(frame.wireBytes() * 8e9 / bps);
            long recovery = losses.getAsDouble() < lossShare ? 2 * delayNanos + RECOVERY_DELAY_NANOS : 0;
            long arrival = Math.max(lastArrival, outOfBlackout(busyUntil + delayNanos + recovery));
            lastArrival = arrival;
            network.at(outOfBlackout(busyUntil + 2 * delayNanos + recovery), () -> delivered++);
            network.at(busyUntil, () -> from.pump(network.now()));
            network.at(arrival, () -> arrive(frame));
            if (initialWindow != Long.MAX_VALUE) {
                network.at(arrival + delayNanos, () -> acknowledge(frame.wireBytes(), sentNanos));
            }
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
