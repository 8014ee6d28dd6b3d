package dev.wayside.api.http.predict;

import java.util.List;

import dev.wayside.api.http.exchange.UnknownValue;
import dev.wayside.api.http.exchange.WireName;
import dev.wayside.datasets.estimate.Estimator;
import dev.wayside.datasets.estimate.EventKind;
import dev.wayside.fusion.FusedEstimate;
import dev.wayside.fusion.Interval;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Quantity;
import dev.wayside.matcher.Prediction;
import org.jspecify.annotations.Nullable;

/** One entry per observation, in their order. */
record EstimatesResponse(List<Estimated> estimates) {

    /** One observation; {@code reason} says why the history has nothing. */
    record Estimated(
            String carrier,
            String cell,
            double confidence,
            QuantitiesResponse quantities,
            EventsResponse events,
            @Nullable String reason) {

        static Estimated of(
                CellKey asked,
                Prediction prediction,
                List<Estimator.Estimate> estimates,
                List<Estimator.EventEstimate> events) {
            return new Estimated(
                    asked.carrier(),
                    asked.cellId(),
                    prediction.confidence(),
                    QuantitiesResponse.of(estimates),
                    EventsResponse.of(events),
                    prediction.emptyReason().map(WireName::of).orElse(null));
        }
    }

    /** Probabilities by horizon; events that the calibration has not learned of are left out. */
    record EventsResponse(
            @Nullable List<EventResponse> handover,
            @Nullable List<EventResponse> failureOrOutage,
            @Nullable List<EventResponse> outage) {

        static EventsResponse of(List<Estimator.EventEstimate> events) {
            return new EventsResponse(
                    of(events, EventKind.HANDOVER), of(events, EventKind.DISRUPTION), of(events, EventKind.OUTAGE));
        }

        private static @Nullable List<EventResponse> of(List<Estimator.EventEstimate> events, EventKind kind) {
            List<EventResponse> own = events.stream()
                    .filter(event -> event.kind() == kind)
                    .map(event -> new EventResponse(event.horizonMillis(), event.probability(), event.usual()))
                    .toList();
            return own.isEmpty() ? null : own;
        }
    }

    /** Probability of an event within one horizon, and its share in all of the history. */
    record EventResponse(int horizonMillis, double probability, double usual) {}

    /** Estimates by horizon; quantities that were not measured are left out. */
    record QuantitiesResponse(
            @Nullable List<EstimateResponse> downlinkBps,
            @Nullable List<EstimateResponse> uplinkBps,
            @Nullable List<EstimateResponse> rttMillis,
            @Nullable List<EstimateResponse> loss) {

        static QuantitiesResponse of(List<Estimator.Estimate> estimates) {
            return new QuantitiesResponse(
                    of(estimates, Quantity.DOWNLINK_BPS),
                    of(estimates, Quantity.UPLINK_BPS),
                    of(estimates, Quantity.RTT_MILLIS),
                    of(estimates, Quantity.LOSS));
        }

        private static @Nullable List<EstimateResponse> of(List<Estimator.Estimate> estimates, Quantity quantity) {
            List<EstimateResponse> own = estimates.stream()
                    .filter(estimate -> estimate.quantity() == quantity)
                    .map(EstimateResponse::of)
                    .toList();
            return own.isEmpty() ? null : own;
        }
    }

    /** The mean over one horizon, and what it was made of; without a value {@code reason} says why. */
    record EstimateResponse(
            int horizonMillis,
            String rule,
            boolean calibrated,
            @Nullable Double value,
            @Nullable Double variance,
            String domain,
            List<IntervalResponse> intervals,
            List<UsedResponse> used,
            List<DroppedResponse> dropped,
            @Nullable String reason) {

        static EstimateResponse of(Estimator.Estimate estimate) {
            FusedEstimate fused = estimate.fused();
            return new EstimateResponse(
                    estimate.horizonMillis(),
                    fused.rule(),
                    estimate.calibrated(),
                    UnknownValue.orNull(fused.value()),
                    UnknownValue.orNull(fused.variance()),
                    WireName.of(fused.domain().kind()),
                    estimate.intervals().stream().map(IntervalResponse::of).toList(),
                    fused.used().stream().map(UsedResponse::of).toList(),
                    fused.dropped().stream().map(DroppedResponse::of).toList(),
                    fused.emptyReason().map(WireName::of).orElse(null));
        }
    }

    /** A range that holds the truth as often as {@code coverage} says. */
    record IntervalResponse(double coverage, double low, double high) {

        static IntervalResponse of(Interval interval) {
            return new IntervalResponse(interval.coverage(), interval.lower(), interval.upper());
        }
    }

    /** A source that entered, with its weight. */
    record UsedResponse(
            String source, double value, @Nullable Double variance, double weight) {

        static UsedResponse of(FusedEstimate.Used used) {
            return new UsedResponse(
                    used.source().name(),
                    used.source().value(),
                    UnknownValue.orNull(used.source().variance()),
                    used.weight());
        }
    }

    /** A source that did not, and why. */
    record DroppedResponse(String source, double value, String reason) {

        static DroppedResponse of(FusedEstimate.Dropped dropped) {
            return new DroppedResponse(
                    dropped.source().name(), dropped.source().value(), WireName.of(dropped.reason()));
        }
    }
}
