package dev.wayside.api.http.predict;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.wayside.api.http.exchange.UnknownValue;
import dev.wayside.api.http.exchange.WireName;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Quantity;
import dev.wayside.matcher.ForecastBand;
import dev.wayside.matcher.HandoverRisk;
import dev.wayside.matcher.Match;
import dev.wayside.matcher.OutageRisk;
import dev.wayside.matcher.Prediction;
import org.jspecify.annotations.Nullable;

/** A {@link Prediction} as it goes over the wire; what is not known is left out. */
public record PredictionResponse(
        String carrier,
        String cell,
        double confidence,
        int k,
        int matchesUnderThreshold,
        int distinctDays,
        int samplesUsed,
        boolean shortWindow,
        int lookAheadMillis,
        @JsonSerialize(contentUsing = MatchSerializer.class) List<Match> matches,
        PerformanceResponse performance,
        @Nullable HandoverResponse handover,
        @Nullable OutageResponse outage,
        @Nullable String reason) {

    public static PredictionResponse of(Prediction prediction, int lookAheadMillis) {
        return of(prediction, prediction.cell(), lookAheadMillis, quantity -> Optional.empty());
    }

    /**
     * A prediction with its bands.
     *
     * @param asked the cell under the names of the request
     * @param bands how far the matches spread around the forecast of a quantity, where that is wanted
     */
    public static PredictionResponse of(
            Prediction prediction,
            CellKey asked,
            int lookAheadMillis,
            Function<Quantity, Optional<ForecastBand>> bands) {
        return new PredictionResponse(
                asked.carrier(),
                asked.cellId(),
                prediction.confidence(),
                prediction.k(),
                prediction.matchesUnderThreshold(),
                prediction.distinctDays(),
                prediction.samplesUsed(),
                prediction.shortWindow(),
                lookAheadMillis,
                prediction.matches(),
                PerformanceResponse.of(prediction, bands),
                prediction.handover().map(HandoverResponse::of).orElse(null),
                prediction.outage().map(OutageResponse::of).orElse(null),
                prediction.emptyReason().map(WireName::of).orElse(null));
    }

    /** Forecasts by quantity; those that no match measured are left out. */
    record PerformanceResponse(
            @Nullable ForecastResponse downlinkBps,
            @Nullable ForecastResponse uplinkBps,
            @Nullable ForecastResponse rttMillis,
            @Nullable ForecastResponse loss) {

        static PerformanceResponse of(Prediction prediction, Function<Quantity, Optional<ForecastBand>> bands) {
            return new PerformanceResponse(
                    forecast(prediction, Quantity.DOWNLINK_BPS, bands),
                    forecast(prediction, Quantity.UPLINK_BPS, bands),
                    forecast(prediction, Quantity.RTT_MILLIS, bands),
                    forecast(prediction, Quantity.LOSS, bands));
        }

        private static @Nullable ForecastResponse forecast(
                Prediction prediction, Quantity quantity, Function<Quantity, Optional<ForecastBand>> bands) {
            return prediction.performance().containsKey(quantity)
                    ? ForecastResponse.of(
                            quantity,
                            prediction.performance().get(quantity),
                            bands.apply(quantity).orElse(null))
                    : null;
        }
    }

    /** The chance of any handover within the look-ahead. */
    record HandoverResponse(
            double share,
            double historyShare,
            @Nullable Double medianTimeToEventMillis,
            @Nullable String likeliestTargetCell) {

        static HandoverResponse of(HandoverRisk risk) {
            return new HandoverResponse(
                    risk.share(),
                    risk.historyShare(),
                    UnknownValue.orNull(risk.medianTimeToEventMillis()),
                    risk.likeliestTargetCellId().orElse(null));
        }
    }

    /** The risk of a failed handover or an outage within the look-ahead. */
    record OutageResponse(
            double share,
            double historyShare,
            @Nullable Double medianTimeToEventMillis,
            @Nullable Double expectedDisconnectionMillis) {

        static OutageResponse of(OutageRisk risk) {
            return new OutageResponse(
                    risk.share(),
                    risk.historyShare(),
                    UnknownValue.orNull(risk.medianTimeToEventMillis()),
                    UnknownValue.orNull(risk.expectedDisconnectionMillis()));
        }
    }
}
