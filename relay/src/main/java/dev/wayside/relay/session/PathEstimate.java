package dev.wayside.relay.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import dev.wayside.fusion.Domain;
import dev.wayside.fusion.FusedEstimate;
import dev.wayside.fusion.FusionRule;
import dev.wayside.fusion.ShortTermSamples;
import dev.wayside.fusion.Source;

/**
 * What a path is believed to carry: its own delivery rates of the last second, fused with what the history says. A rate
 * that was bounded by what there was to send says nothing, unless it is above what was believed.
 */
final class PathEstimate {

    static final double UNKNOWN_RTT_MILLIS = 100;
    static final double UNKNOWN_BANDWIDTH_BPS = 10e6;

    private static final double GROWTH = 1.25;
    private static final double LEAST_QUEUE_MILLIS = 5;
    private static final double FUSION_THRESHOLD = 0.8;
    private static final long HORIZON_NANOS = 1_000_000_000L;
    private static final FusionRule RULE =
            FusionRule.mvue(Set.of(Source.MEAN_1S, Source.HISTORY), Domain.LINEAR, FUSION_THRESHOLD);

    private final Deque<Rate> rates = new ArrayDeque<>();
    private double bandwidthBps = UNKNOWN_BANDWIDTH_BPS;
    private boolean growing = true;

    private record Rate(long atNanos, double bps) {}

    /** Takes a measurement, and the history's opinion if there is one. */
    void update(PathMeasurement measured, Optional<Source> history, long nowNanos) {
        boolean says =
                measured.deliveryRateBps() > 0 && (!measured.appLimited() || measured.deliveryRateBps() > bandwidthBps);
        if (says) {
            rates.addLast(new Rate(nowNanos, measured.deliveryRateBps()));
        }
        while (rates.size() > 1 && nowNanos - rates.getFirst().atNanos() > HORIZON_NANOS) {
            rates.removeFirst();
        }
        if (!rates.isEmpty()) {
            judgeGrowth(says, measured, nowNanos);
        }
        if (growing && !rates.isEmpty()) {
            // What it was while it grew says nothing of what it carries.
            bandwidthBps = rates.getLast().bps();
            return;
        }
        OptionalDouble fused = fuse(history, nowNanos);
        fused.ifPresent(value -> bandwidthBps = Math.max(1_000, value));
    }

    /** Whether the rate still rises: the path has not shown yet what it can. */
    boolean isGrowing() {
        return growing;
    }

    private void judgeGrowth(boolean isNew, PathMeasurement measured, long nowNanos) {
        boolean grew = growing;
        double least = measured.leastRttMillis();
        // Where a queue builds up one round trip must show it, otherwise two: a rate may rise by fits and starts.
        if (measured.rttMillis() > least + Math.max(LEAST_QUEUE_MILLIS, least / 8)) {
            growing = grewSince(nowNanos - (long) (1e6 * least));
        } else if (isNew) {
            growing = grewSince(nowNanos - (long) (2e6 * measured.rttMillis()));
        }
        if (grew && !growing) {
            Rate newest = rates.getLast();
            rates.clear();
            rates.add(newest);
        }
    }

    private boolean grewSince(long nanos) {
        double before = rates.stream()
                .filter(rate -> rate.atNanos() < nanos)
                .mapToDouble(Rate::bps)
                .max()
                .orElse(0);
        return rates.getLast().bps() > GROWTH * before;
    }

    double bandwidthBps() {
        return bandwidthBps;
    }

    private OptionalDouble fuse(Optional<Source> history, long nowNanos) {
        // A path that had nothing to do for long keeps its last rate: it is aged no further than the horizon.
        List<ShortTermSamples.Sample> samples = rates.stream()
                .map(rate -> new ShortTermSamples.Sample(
                        (int) Math.min(999, Math.max(0, (nowNanos - rate.atNanos()) / 1_000_000)), rate.bps()))
                .toList();
        List<Source> sources = new ArrayList<>(new ShortTermSamples(samples).sources());
        history.ifPresent(sources::add);
        FusedEstimate estimate = RULE.fuse(sources);
        return estimate.value();
    }
}
