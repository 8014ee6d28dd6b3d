package dev.wayside.relay.session;

import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;
import dev.wayside.relay.session.estimate.HistorySources;

/** The forecasts of each carrier, as far as they hold now. */
final class CarrierForecasts {

    /** Chosen: twice the time for which {@link ForecastSender} keeps a forecast. */
    private static final long MAX_AGE_NANOS = 10_000_000_000L;

    /** Chosen: by then probes, sent every 200 ms, show whether the path is up (docs/relay-decisions.md). */
    private static final double MAX_AVOIDED_MILLIS = 600;

    private final ContextRegistry contexts;
    private final boolean sendsUplink;
    private final SessionTime time;

    CarrierForecasts(ContextRegistry contexts, boolean sendsUplink, SessionTime time) {
        this.contexts = contexts;
        this.sendsUplink = sendsUplink;
        this.time = time;
    }

    /** True if the history has a forecast of a carrier. */
    boolean isAvailable(String carrier) {
        return latest(carrier).isPresent();
    }

    /** The history's forecast of a carrier in the direction that this relay sends. */
    HistorySources sources(String carrier) {
        return latest(carrier)
                .map(forecast -> HistorySources.of(forecast, sendsUplink))
                .orElse(HistorySources.none());
    }

    private Optional<PathForecast> latest(String carrier) {
        return contexts.latest(PathForecast.TYPE, carrier)
                .filter(stamped -> time.nowNanos() - stamped.atNanos() < MAX_AGE_NANOS)
                .map(ContextRegistry.Stamped::value)
                .filter(forecast -> forecast.confidence() > 0);
    }

    /** True if an outage of a carrier is predicted. */
    boolean isOutagePredicted(String carrier) {
        return outageInMillis(carrier).isPresent();
    }

    /** Time until the predicted outage of a carrier; 0 once it should have started, empty if none is predicted. */
    OptionalDouble outageInMillis(String carrier) {
        return contexts.latest(PathForecast.TYPE, carrier)
                .filter(stamped -> stamped.value().outageAtNanos().isPresent())
                .map(stamped -> untilOutage(stamped.value()))
                .orElse(OptionalDouble.empty());
    }

    /** Once it should have started, probes soon say whether it has: a path that is up would be avoided in vain. */
    private OptionalDouble untilOutage(PathForecast forecast) {
        double inMillis = (forecast.outageAtNanos().orElseThrow() - time.nowNanos()) / 1e6;
        return inMillis < -Math.min(MAX_AVOIDED_MILLIS, forecast.outageMillis())
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, inMillis));
    }
}
