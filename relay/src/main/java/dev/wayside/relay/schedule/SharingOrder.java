package dev.wayside.relay.schedule;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who may send next: users by {@link SharingRule}, a user's flows one after the other. A user's past counts with a
 * half-life of a second, so that silence earns no credit beyond that. Time is an argument. Not safe for several
 * threads; {@code poll} costs the number of users with something to send.
 *
 * @param <T> a flow
 */
public final class SharingOrder<T> {

    private static final double HALF_LIFE_NANOS = 1e9;
    /** Bytes in a decayed second of 1 bit/s: the mean of the decay, 1 / ln 2 seconds. */
    private static final double BYTES_PER_BPS = 1 / (8 * Math.log(2));

    private final SharingRule rule;
    private final Map<String, User<T>> waiting = new HashMap<>();
    private final Map<String, Served> served = new HashMap<>();

    private static final class User<T> {
        private final Deque<T> flows = new ArrayDeque<>();
        private FlowClass flowClass;

        User(FlowClass flowClass) {
            this.flowClass = flowClass;
        }
    }

    private static final class Served {
        private double bytes;
        private long atNanos;

        double bytesAt(long nowNanos) {
            return bytes * Math.pow(0.5, Math.max(0, nowNanos - atNanos) / HALF_LIFE_NANOS);
        }
    }

    /** An empty order. */
    public SharingOrder(SharingRule rule) {
        this.rule = rule;
    }

    /** Puts a flow behind the other flows of its user. The caller sees to it that no flow waits twice. */
    public void add(T flow, FlowClass flowClass) {
        User<T> user = waiting.computeIfAbsent(flowClass.user(), name -> new User<>(flowClass));
        user.flowClass = flowClass;
        user.flows.add(flow);
    }

    /** Takes the flow whose turn it is. */
    public Optional<T> poll(long nowNanos) {
        Optional<User<T>> next =
                waiting.values().stream().min(Comparator.comparing(user -> user.flowClass, turns(nowNanos)));
        return next.map(user -> {
            T flow = user.flows.remove();
            if (user.flows.isEmpty()) {
                waiting.remove(user.flowClass.user());
            }
            return flow;
        });
    }

    /** Notes what a user was given. */
    public void served(FlowClass flowClass, long bytes, long nowNanos) {
        if (served.size() > 10_000) {
            served.values().removeIf(user -> user.bytesAt(nowNanos) < 1);
        }
        Served user = served.computeIfAbsent(flowClass.user(), name -> new Served());
        user.bytes = user.bytesAt(nowNanos) + bytes;
        user.atNanos = nowNanos;
    }

    private Comparator<FlowClass> turns(long nowNanos) {
        Comparator<FlowClass> byShare = Comparator.<FlowClass, Boolean>comparing(flow -> !isOwed(flow, nowNanos))
                .thenComparingDouble(flow -> bytes(flow, nowNanos) / flow.weight())
                .thenComparing(FlowClass::user);
        return rule == SharingRule.STRICT
                ? Comparator.comparingInt(FlowClass::priority).thenComparing(byShare)
                : byShare;
    }

    private boolean isOwed(FlowClass flow, long nowNanos) {
        return bytes(flow, nowNanos) < flow.guaranteedBps() * BYTES_PER_BPS;
    }

    private double bytes(FlowClass flow, long nowNanos) {
        Served user = served.get(flow.user());
        return user == null ? 0 : user.bytesAt(nowNanos);
    }
}
