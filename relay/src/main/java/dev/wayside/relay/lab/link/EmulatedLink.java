package dev.wayside.relay.lab.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * A carrier between two TUN devices: rate, drop-tail queue, delay, random loss, darkness. {@link EmulatorThread} drives
 * it; time is an argument.
 */
public final class EmulatedLink {

    /** Chosen: longer than the MTU of a TUN device (1,500 by default). */
    private static final int MTU_BYTES = 2_048;

    private final Direction up;
    private final Direction down;
    private final double queueMillis;
    private final LinkSchedule schedule;
    private final Random random;

    public EmulatedLink(Tun edge, Tun cloud, double queueMillis, LinkSchedule schedule, long seed) {
        this.up = new Direction(edge, cloud);
        this.down = new Direction(cloud, edge);
        this.queueMillis = queueMillis;
        this.schedule = schedule;
        this.random = new Random(seed);
    }

    /**
     * Accepts packets that arrived and delivers those that are due.
     *
     * @param now a monotonic clock, s
     * @param seconds time since the start of the scenario
     */
    public void pass(double now, double seconds) {
        LinkMoment moment = schedule.at(seconds);
        up.pass(now, moment, moment.uplinkBps());
        down.pass(now, moment, moment.downlinkBps());
    }

    private record Packet(ByteBuffer bytes, int length, double arrival) {}

    private final class Direction {

        private final Tun from;
        private final Tun to;
        private final Deque<Packet> underWay = new ArrayDeque<>();
        private final Deque<ByteBuffer> spare = new ArrayDeque<>();
        private double busyUntil;
        private double lastArrival;

        Direction(Tun from, Tun to) {
            this.from = from;
            this.to = to;
        }

        void pass(double now, LinkMoment moment, double bps) {
            accept(now, moment, bps);
            deliver(now, moment);
        }

        private void accept(double now, LinkMoment moment, double bps) {
            ByteBuffer buffer = spareBuffer();
            for (int length = from.read(buffer); length > 0; length = from.read(buffer)) {
                double departure = Math.max(now, busyUntil) + length * 8 / bps;
                boolean lost = moment.dark()
                        || departure - now > queueMillis / 1e3 + length * 8 / bps
                        || random.nextDouble() < moment.loss();
                if (!lost) {
                    busyUntil = departure;
                    lastArrival = Math.max(lastArrival, departure + moment.delayMillis() / 1e3);
                    underWay.add(new Packet(buffer, length, lastArrival));
                    buffer = spareBuffer();
                }
            }
            spare.push(buffer);
        }

        private void deliver(double now, LinkMoment moment) {
            while (!underWay.isEmpty() && underWay.peek().arrival() <= now) {
                Packet packet = underWay.remove();
                if (!moment.dark()) {
                    to.write(packet.bytes(), packet.length());
                }
                spare.push(packet.bytes());
            }
        }

        private ByteBuffer spareBuffer() {
            ByteBuffer buffer = spare.poll();
            return buffer == null ? ByteBuffer.allocateDirect(MTU_BYTES) : buffer;
        }
    }
}
