package dev.wayside.relay.session;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Virtual time: what is scheduled runs in the order of its time. */
final class SimulatedNetwork {

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Runnable> afterEach = new ArrayList<>();
    private long nowNanos;
    private long number;

    private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return atNanos != other.atNanos ? Long.compare(atNanos, other.atNanos) : Long.compare(number, other.number);
        }
    }

    long now() {
        return nowNanos;
    }

    void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(nanos, nowNanos), number++, action));
    }

    void afterEach(Runnable action) {
        afterEach.add(action);
    }

    void every(long nanos, Runnable action) {
        at(nowNanos + nanos, () -> {
            action.run();
            every(nanos, action);
        });
    }

    void runUntil(long nanos) {
        while (!events.isEmpty() && events.peek().atNanos() <= nanos) {
            Event next = events.remove();
            nowNanos = next.atNanos();
            next.action().run();
            afterEach.forEach(Runnable::run);
        }
        nowNanos = nanos;
    }

    static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
