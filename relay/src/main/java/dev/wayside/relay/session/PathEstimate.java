package dev.wayside.relay.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import dev.wayside.fusion.Domain;
import dev.wayside.fusion.FusionRule;
import dev.wayside.fusion.Source;

/**
 * What a path is believed to carry: its own delivery rates of the last second, fused with what the history says. A rate
 * that was bounded by what there was to send says nothing, unless it is above what was believed.
 */
final class PathEstimate {

    static final double UNKNOWN_RTT_MILLIS = 100;
    static final double UNKNOWN_BANDWIDTH_BPS = 10e6;

    private static final double GROWTH = 1.25;
    private static final double MIN_QUEUE_MILLIS = 5;
    private static final double FUSION_THRESHOLD = 0.8;
    private static final long HORIZON_NANOS = 1_000_000_000L;
    /**
     * Variance of the mean of a second as a forecast of the next, as a share of its square: at 300 km/h it is off by a
     * third and more. It doubles in two seconds without news.
     */
    private static final double RATE_VARIANCE = 0.2;

    private static final double RECENT_MILLIS = 200;
    private static final double DOUBTED_SECONDS = 2;
    private static final double MIN_LOSS = 0.01;
    private static final double LOSS_PACKETS = 100;
    private static final FusionRule RULE =
            FusionRule.mvue(Set.of(Source.MEAN_1S, Source.HISTORY), Domain.LINEAR, FUSION_THRESHOLD);

    private final Deque<Rate> rates = new ArrayDeque<>();
    private double bandwidthBps = UNKNOWN_BANDWIDTH_BPS;
    private double recentBps = UNKNOWN_BANDWIDTH_BPS;
    private OptionalDouble fusedRttMillis = OptionalDouble.empty();
    private OptionalDouble fusedLoss = OptionalDouble.empty();
    private boolean growing = true;
    private boolean carriedNews;

    private record Rate(long atNanos, double bps) {}

    /** Takes the rate at which the path carried while it was busy. */
    void carried(double bps, long nowNanos) {
        rates.addLast(new Rate(nowNanos, bps));
        carriedNews = true;
    }

    /** Takes a measurement, and the history's sources. */
    void update(PathMeasurement measured, HistorySources history, long nowNanos) {
        fusedRttMillis = fuseRtt(measured, history);
        fusedLoss = fuseLoss(measured, history);
        boolean says =
                measured.deliveryRateBps() > 0 && (!measured.appLimited() || measured.deliveryRateBps() > bandwidthBps);
        if (says) {
            resetAfterSilence(nowNanos);
            rates.addLast(new Rate(nowNanos, measured.deliveryRateBps()));
        }
        while (rates.size() > 1 && nowNanos - rates.getFirst().atNanos() > HORIZON_NANOS) {
            rates.removeFirst();
        }
        if (!rates.isEmpty()) {
            judgeGrowth(says || carriedNews, measured, nowNanos);
        }
        carriedNews = false;
        OptionalDouble fused = fuse(history.bandwidthBps(), nowNanos);
        OptionalDouble believed = fused.isPresent() ? fused : windowRate(measured);
        believed.ifPresent(value -> bandwidthBps = Math.max(1_000, value));
        recentBps = carriedSince(nowNanos - (long) (1e6 * Math.max(RECENT_MILLIS, 2 * measured.minRttMillis())))
                .orElse(bandwidthBps);
    }

    /** Whether the rate still rises: the path has not shown yet what it can. */
    boolean isGrowing() {
        return growing;
    }

    /** A transport that has carried nothing for long begins slowly again. */
    private void resetAfterSilence(long nowNanos) {
        if (!rates.isEmpty() && nowNanos - rates.getLast().atNanos() > HORIZON_NANOS) {
            rates.clear();
            growing = true;
        }
    }

    private void judgeGrowth(boolean isNew, PathMeasurement measured, long nowNanos) {
        boolean grew = growing;
        double least = measured.minRttMillis();
        // Where a queue builds up one round trip must show it, otherwise two: a rate may rise by fits and starts.
        if (measured.rttMillis() > least + Math.max(MIN_QUEUE_MILLIS, least / 8)) {
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

    /**
     * What a transport that has carried nothing yet may have under way after its first round trip; empty if unknown.
     */
    private static OptionalDouble windowRate(PathMeasurement measured) {
        return measured.congestionWindowBytes() > 0 && measured.rttMillis() > 0
                ? OptionalDouble.of(2 * measured.congestionWindowBytes() * 8_000 / measured.rttMillis())
                : OptionalDouble.empty();
    }

    /** As it was, while there is no rate of before to compare with. */
    private boolean grewSince(long nanos) {
        OptionalDouble before = rates.stream()
                .filter(rate -> rate.atNanos() < nanos)
                .mapToDouble(Rate::bps)
                .max();
        return before.isPresent() ? rates.getLast().bps() > GROWTH * before.getAsDouble() : growing;
    }

    double bandwidthBps() {
        return bandwidthBps;
    }

    /**
     * What it carried in the last two round trips, at least a fifth of a second: a rate that falls shows here first.
     */
    double recentBps() {
        return recentBps;
    }

    /** What it was seen to carry, whatever the history says; empty if it never was. */
    OptionalDouble carriedBps() {
        return own();
    }

    /** Round trip as measured, or fused with what the history says if it says anything. */
    double rttMillis(double measuredMillis) {
        return fusedRttMillis.orElse(measuredMillis);
    }

    /** The same of loss. */
    double loss(double measured) {
        return fusedLoss.orElse(measured);
    }

    private static OptionalDouble fuseRtt(PathMeasurement measured, HistorySources history) {
        return measured.rttMillis() > 0
                ? fused(
                        Source.of(
                                Source.MEAN_1S,
                                measured.rttMillis(),
                                measured.rttVarMillis() * measured.rttVarMillis()),
                        history.rttMillis())
                : OptionalDouble.empty();
    }

    /** What was measured of loss counts as much as a hundred packets. */
    private static OptionalDouble fuseLoss(PathMeasurement measured, HistorySources history) {
        double variance = Math.max(MIN_LOSS, measured.loss() * (1 - measured.loss())) / LOSS_PACKETS;
        return fused(Source.of(Source.MEAN_1S, measured.loss(), variance), history.loss());
    }

    /** Empty where there is nothing to fuse with. */
    private static OptionalDouble fused(Source measured, Optional<Source> predicted) {
        return predicted.isEmpty()
                ? OptionalDouble.empty()
                : RULE.fuse(List.of(measured, predicted.get())).value();
    }

    /** Mean of what it carried since then while it was busy; empty if it was not. */
    OptionalDouble carriedSince(long nanos) {
        return rates.stream()
                .filter(rate -> rate.atNanos() > nanos)
                .mapToDouble(Rate::bps)
                .average();
    }

    private OptionalDouble fuse(Optional<Source> bandwidth, long nowNanos) {
        List<Source> sources = new ArrayList<>();
        own().ifPresent(bps -> sources.add(measured(bps, nowNanos)));
        bandwidth.ifPresent(sources::add);
        return RULE.fuse(sources).value();
    }

    /** What it was while it grew says nothing of what it carries: then only the newest counts. */
    private OptionalDouble own() {
        return growing && !rates.isEmpty()
                ? OptionalDouble.of(rates.getLast().bps())
                : rates.stream().mapToDouble(Rate::bps).average();
    }

    /** A path that had nothing to do for long keeps its last rate, but believes it less and less. */
    private Source measured(double bps, long nowNanos) {
        double ageSeconds = Math.max(0, (nowNanos - rates.getLast().atNanos()) / 1e9);
        return Source.of(Source.MEAN_1S, bps, RATE_VARIANCE * (1 + ageSeconds / DOUBTED_SECONDS) * bps * bps);
    }
}
