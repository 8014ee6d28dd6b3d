package dev.wayside.relay.history;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import dev.wayside.client.CarrierPrediction;
import dev.wayside.client.ForecastSteps;
import dev.wayside.client.Quantity;
import dev.wayside.relay.context.PathForecast;

/**
 * A prediction with the time of its newest sample. It is read further as time passes, until its look-ahead is over.
 *
 * @param prediction the answer, checked
 * @param newestNanos time of the newest sample in the request
 */
record RememberedPrediction(CarrierPrediction prediction, long newestNanos) {

    /** Chosen: the mean over the next second; a path holds less than that. */
    private static final double HORIZON_MILLIS = 1_000;

    /**
     * The forecast of the next second, and of the predicted outage if that is likely enough.
     *
     * @param outageShare min share of matches followed by an outage for an outage to be expected
     * @return empty after the look-ahead
     */
    Optional<PathForecast> at(long nowNanos, double outageShare) {
        double ageMillis = (nowNanos - newestNanos) / 1e6;
        if (ageMillis > prediction.lookAheadMillis()) {
            return Optional.empty();
        }
        boolean outage = prediction.outageShare().orElse(0) >= outageShare
                && prediction.millisToOutage().isPresent();
        return Optional.of(new PathForecast(
                ahead(Quantity.DOWNLINK_BPS, prediction.downlinkBps(), ageMillis),
                ahead(Quantity.UPLINK_BPS, prediction.uplinkBps(), ageMillis),
                ahead(Quantity.RTT_MILLIS, prediction.rttMillis(), ageMillis),
                prediction.loss(),
                prediction.confidence(),
                outage
                        ? OptionalLong.of(newestNanos
                                + Math.round(prediction.millisToOutage().getAsDouble() * 1e6))
                        : OptionalLong.empty(),
                outage ? prediction.disconnectionMillis().orElse(0) : 0));
    }

    private OptionalDouble ahead(Quantity quantity, OptionalDouble mean, double ageMillis) {
        ForecastSteps steps = prediction.steps().get(quantity);
        return steps == null || steps.mean().stream().allMatch(OptionalDouble::isEmpty)
                ? mean
                : IntStream.range(0, steps.mean().size())
                        .filter(step -> isNear((step + 1) * steps.stepMillis() - ageMillis))
                        .mapToObj(steps.mean()::get)
                        .flatMapToDouble(OptionalDouble::stream)
                        .average();
    }

    private static boolean isNear(double aheadMillis) {
        return aheadMillis > 0 && aheadMillis <= HORIZON_MILLIS;
    }
}
