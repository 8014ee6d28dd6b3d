package dev.wayside.relay.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The order in which flows send. First come flows that got less than their guarantee, then priorities under
 * {@link SharingRule#STRICT}, then users by weight. A user's flows send one after the other; those of a group share one
 * turn. Served bytes count for the user, divided by the flow's weight, so that a user with flows of several classes has
 * a share between theirs. A guarantee is counted by class. The past counts with a half-life of a second, so that
 * silence earns no credit beyond that.
 *
 * <p>Time is an argument. Not safe for use by several threads. {@code poll} costs the number of classes with flows that
 * wait.
 *
 * @param <T> a flow; two are the same if they are equal
 */
public final class SharingOrder<T> {

    /** Chosen: more users than one vehicle has; beyond it, users without recent bytes are forgotten. */
    /** Chosen: more users than one vehicle has; beyond it, users without recent bytes are forgotten. */
    private static final int MAX_REMEMBERED = 10_000;
    /** Bytes in a decayed second of 1 bit/s: the mean of the decay, 1 / ln 2 seconds. */
    private static final double BYTES_PER_BPS = 1 / (8 * Math.log(2));

    private Comparator<Turn<T>> turns;
    /** Flows that wait, by class, each with its number in the order of arrival. */
    private final Map<FlowClass, Map<T, Long>> waiting = new HashMap<>();

    /** The last turn of groups that still wait, in the same numbers. */
    private final Map<FlowClass, Long> lastTurns = new HashMap<>();

    private final Map<String, DecayingSum> weighted = new HashMap<>();
    private final Map<FlowClass, DecayingSum> guaranteed = new HashMap<>();
    private long arrivals;

    private record Turn<T>(FlowClass flowClass, T flow, boolean isOwed, double weightedBytes, long number) {}

    /** An order without flows. */
    public SharingOrder(SharingRule rule) {
        turns = turns(rule);
    }

    /** Replaces the rule from now on. */
    public void replaceRule(SharingRule rule) {
        turns = turns(rule);
    }

    private static <T> Comparator<Turn<T>> turns(SharingRule rule) {
        Comparator<Turn<T>> urgency = Comparator.comparingInt(
                turn -> rule == SharingRule.STRICT ? turn.flowClass().priority() : 0);
        return Comparator.<Turn<T>, Boolean>comparing(turn -> !turn.isOwed())
                .thenComparing(urgency)
                .thenComparingDouble(Turn::weightedBytes)
                .thenComparing(turn -> turn.flowClass().user())
                .thenComparingLong(Turn::number);
    }

    /** Adds a flow behind the other flows of its user. The caller adds no flow twice. */
    public void add(T flow, FlowClass flowClass) {
        waiting.computeIfAbsent(flowClass, added -> new LinkedHashMap<>()).put(flow, arrivals++);
    }

    /** Removes a flow that was added under this class; does nothing if it does not wait. */
    public void remove(T flow, FlowClass flowClass) {
        Map<T, Long> flows = waiting.get(flowClass);
        if (flows != null && flows.remove(flow) != null && flows.isEmpty()) {
            waiting.remove(flowClass);
            lastTurns.remove(flowClass);
        }
    }

    /** True if no flow waits. */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The flows that wait, in the order of arrival; a copy. */
    public List<T> waiting() {
        Map<T, Long> all = new HashMap<>();
        waiting.values().forEach(all::putAll);
        List<T> flows = new ArrayList<>(all.keySet());
        flows.sort(Comparator.comparing(all::get));
        return flows;
    }

    /** Removes and returns the flow whose turn it is. */
    public Optional<T> poll(long nowNanos) {
        Optional<Turn<T>> next = waiting.entrySet().stream()
                .map(of -> turn(of.getKey(), of.getValue(), nowNanos))
                .min(turns);
        next.ifPresent(turn -> dequeue(turn.flow(), turn.flowClass()));
        return next.map(Turn::flow);
    }

    private void dequeue(T flow, FlowClass flowClass) {
        if (flowClass.group().isPresent()) {
            lastTurns.put(flowClass, arrivals++);
        }
        remove(flow, flowClass);
    }

    private Turn<T> turn(FlowClass flowClass, Map<T, Long> flows, long nowNanos) {
        Map.Entry<T, Long> first = flows.entrySet().iterator().next();
        boolean isOwed = flowClass.guaranteedBps() > 0
                && sum(guaranteed.get(flowClass.ungrouped()), nowNanos) < flowClass.guaranteedBps() * BYTES_PER_BPS;
        return new Turn<>(
                flowClass,
                first.getKey(),
                isOwed,
                sum(weighted.get(flowClass.user()), nowNanos),
                Math.max(first.getValue(), lastTurns.getOrDefault(flowClass, -1L)));
    }

    private static double sum(@Nullable DecayingSum sum, long nowNanos) {
        return sum == null ? 0 : sum.at(nowNanos);
    }

    /**
     * Counts the bytes that a flow sent.
     *
     * @param bytes sent for the first time, which count for guarantee and share
     * @param copiedBytes sent once more, which count for the share only
     */
    public void served(FlowClass flowClass, long bytes, long copiedBytes, long nowNanos) {
        forgetTheIdle(weighted, nowNanos);
        weighted.computeIfAbsent(flowClass.user(), user -> new DecayingSum())
                .add((bytes + copiedBytes) / flowClass.weight(), nowNanos);
        if (flowClass.guaranteedBps() > 0) {
            forgetTheIdle(guaranteed, nowNanos);
            guaranteed
                    .computeIfAbsent(flowClass.ungrouped(), of -> new DecayingSum())
                    .add((double) bytes, nowNanos);
        }
    }

    private static void forgetTheIdle(Map<?, DecayingSum> sums, long nowNanos) {
        if (sums.size() > MAX_REMEMBERED) {
            sums.values().removeIf(sum -> sum.at(nowNanos) < 1);
        }
    }
}
