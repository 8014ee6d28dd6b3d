package dev.wayside.relay.session.estimate;

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
 * The estimated bandwidth of a path: its own delivery rates of the last second, fused with the history's forecast. A
 * rate limited by the application counts only if it is above the estimate.
 */
public final class PathEstimate {

    /** Chosen: an ordinary round trip of a mobile network. The first echo replaces it. */
    public static final double UNKNOWN_RTT_MILLIS = 100;

    /** Chosen: an ordinary rate of a mobile network. The first window or rate replaces it. */
    static final double UNKNOWN_BANDWIDTH_BPS = 10e6;

    /** Min estimate, so that times computed from it stay finite. Chosen. */
    private static final double MIN_BANDWIDTH_BPS = 1_000;

    /** Chosen: BBR, too, ends its startup when the rate grows by less than a quarter. */
    private static final double GROWTH = 1.25;

    /** Chosen: a smaller difference may be jitter. */
    private static final double MIN_QUEUE_MILLIS = 5;

    /** Chosen: the threshold of the example in fusion/README.md. */
    private static final double FUSION_THRESHOLD = 0.8;

    /** The horizon of {@link Source#MEAN_1S}, which the rates are fused as. */
    private static final long HORIZON_NANOS = 1_000_000_000L;

    /**
     * Variance of the mean of a second as a forecast of the next, as a share of its square. Chosen: at 300 km/h the
     * mean is off by a third and more.
     */
    private static final double RATE_VARIANCE = 0.2;

    /** Time without news after which that variance has doubled. Chosen. */
    private static final double DOUBTED_SECONDS = 2;

    /** Chosen: ten measurements of 20 ms, so that one burst does not decide. */
    private static final double RECENT_MILLIS = 200;

    /** Min loss for the variance of loss, which is never 0. Chosen: one of {@link #LOSS_PACKETS}. */
    private static final double MIN_LOSS = 0.01;

    /** Packets that a measurement of loss counts as. Chosen. */
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

    /** Notes the rate of the path while it was busy. */
    public void carried(double bps, long nowNanos) {
        rates.addLast(new Rate(nowNanos, bps));
        carriedNews = true;
    }

    /** Updates the estimate with a measurement and the history's sources. */
    public void update(PathMeasurement measured, HistorySources history, long nowNanos) {
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
        OptionalDouble estimated = fused.isPresent() ? fused : windowRate(measured);
        estimated.ifPresent(bps -> bandwidthBps = Math.max(MIN_BANDWIDTH_BPS, bps));
        recentBps = carriedSince(nowNanos - (long) (1e6 * Math.max(RECENT_MILLIS, 2 * measured.minRttMillis())))
                .orElse(bandwidthBps);
    }

    /** True while the rate still rises: the path has not shown its limit yet. */
    public boolean isGrowing() {
        return growing;
    }

    /** Forgets old rates: a transport that has carried nothing for long starts slowly again. */
    private void resetAfterSilence(long nowNanos) {
        if (!rates.isEmpty() && nowNanos - rates.getLast().atNanos() > HORIZON_NANOS) {
            rates.clear();
            growing = true;
        }
    }

    private void judgeGrowth(boolean isNew, PathMeasurement measured, long nowNanos) {
        boolean grew = growing;
        double minRttMillis = measured.minRttMillis();
        // Where a queue builds up one round trip must show it, otherwise two: a rate may rise by fits and starts.
        if (measured.rttMillis() > minRttMillis + Math.max(MIN_QUEUE_MILLIS, minRttMillis / 8)) {
            growing = grewSince(nowNanos - (long) (1e6 * minRttMillis));
        } else if (isNew) {
            growing = grewSince(nowNanos - (long) (2e6 * measured.rttMillis()));
        }
        if (grew && !growing) {
            Rate newest = rates.getLast();
            rates.clear();
            rates.add(newest);
        }
    }

    /** Rate of a transport that has carried nothing yet, after its first round trip; empty if unknown. */
    private static OptionalDouble windowRate(PathMeasurement measured) {
        return measured.congestionWindowBytes() > 0 && measured.rttMillis() > 0
                ? OptionalDouble.of(2 * measured.congestionWindowBytes() * 8_000 / measured.rttMillis())
                : OptionalDouble.empty();
    }

    /** Growth since then; unchanged while there is no earlier rate to compare with. */
    private boolean grewSince(long nanos) {
        OptionalDouble before = rates.stream()
                .filter(rate -> rate.atNanos() < nanos)
                .mapToDouble(Rate::bps)
                .max();
        return before.isPresent() ? rates.getLast().bps() > GROWTH * before.getAsDouble() : growing;
    }

    /** Estimated bandwidth, bit/s. */
    public double bandwidthBps() {
        return bandwidthBps;
    }

    /** Mean rate of the last two round trips, at least a fifth of a second: a rate that falls shows here first. */
    public double recentBps() {
        return recentBps;
    }

    /** Measured rate without the history; empty if none was measured. */
    public OptionalDouble carriedBps() {
        return own();
    }

    /** Round trip as measured, fused with the history's forecast if there is one. */
    public double rttMillis(double measuredMillis) {
        return fusedRttMillis.orElse(measuredMillis);
    }

    /** Loss as measured, fused with the history's forecast if there is one. */
    public double loss(double measured) {
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

    /** Measured loss, weighed as {@link #LOSS_PACKETS} packets. */
    private static OptionalDouble fuseLoss(PathMeasurement measured, HistorySources history) {
        double variance = Math.max(MIN_LOSS, measured.loss() * (1 - measured.loss())) / LOSS_PACKETS;
        return fused(Source.of(Source.MEAN_1S, measured.loss(), variance), history.loss());
    }

    /** Both fused; empty if there is nothing to fuse with. */
    private static OptionalDouble fused(Source measured, Optional<Source> predicted) {
        return predicted.isEmpty()
                ? OptionalDouble.empty()
                : RULE.fuse(List.of(measured, predicted.get())).value();
    }

    /** Mean rate since then while the path was busy; empty if it was not. */
    public OptionalDouble carriedSince(long nanos) {
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

    /** Measured rate. Earlier rates of a growing path say nothing about its limit: then only the newest counts. */
    private OptionalDouble own() {
        return growing && !rates.isEmpty()
                ? OptionalDouble.of(rates.getLast().bps())
                : rates.stream().mapToDouble(Rate::bps).average();
    }

    /** The rate as a source: the longer a path was idle, the less its last rate counts. */
    private Source measured(double bps, long nowNanos) {
        double ageSeconds = Math.max(0, (nowNanos - rates.getLast().atNanos()) / 1e9);
        return Source.of(Source.MEAN_1S, bps, RATE_VARIANCE * (1 + ageSeconds / DOUBTED_SECONDS) * bps * bps);
    }
}
