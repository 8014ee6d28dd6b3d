package dev.wayside.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An estimate of one carrier's next seconds, from history and measurement together.
 *
 * @param carrier the carrier
 * @param cell cell id
 * @param confidence of the prediction that had a part in it, 0 to 1
 * @param quantities per quantity that was measured, an estimate per horizon, nearest first
 * @param events per event, such as {@code handover}, {@code failureOrOutage} or {@code outage}, how likely it is within
 *     each horizon; none where the service has no calibration
 */
public record CarrierEstimate(
        String carrier,
        String cell,
        double confidence,
        Map<Quantity, List<Estimate>> quantities,
        Map<String, List<EventProbability>> events) {

    /** Copies the maps. */
    public CarrierEstimate {
        quantities = Map.copyOf(quantities);
        events = Map.copyOf(events);
    }

    static CarrierEstimate of(JsonNode json) {
        Map<Quantity, List<Estimate>> quantities = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            List<Estimate> estimates = new ArrayList<>();
            json.path("quantities").path(quantity.field()).forEach(estimate -> estimates.add(Estimate.of(estimate)));
            if (!estimates.isEmpty()) {
                quantities.put(quantity, estimates);
            }
        }
        Map<String, List<EventProbability>> events = new LinkedHashMap<>();
        json.path("events").properties().forEach(event -> {
            List<EventProbability> byHorizon = new ArrayList<>();
            event.getValue().forEach(probability -> byHorizon.add(EventProbability.of(probability)));
            events.put(event.getKey(), byHorizon);
        });
        return new CarrierEstimate(
                json.path("carrier").asText(),
                json.path("cell").asText(),
                json.path("confidence").asDouble(),
                quantities,
                events);
    }

    /**
     * The mean of a quantity from now to a horizon.
     *
     * @param horizonMillis how far it looks
     * @param value in the quantity's unit; empty where nothing can be said
     * @param intervals where the truth lies, narrowest first; none without a calibration
     */
    public record Estimate(int horizonMillis, OptionalDouble value, List<Interval> intervals) {

        private static Estimate of(JsonNode json) {
            List<Interval> intervals = new ArrayList<>();
            json.path("intervals")
                    .forEach(interval -> intervals.add(new Interval(
                            interval.path("coverage").asDouble(),
                            interval.path("low").asDouble(),
                            interval.path("high").asDouble())));
            return new Estimate(
                    json.path("horizonMillis").asInt(),
                    CarrierPrediction.number(json.path("value")),
                    List.copyOf(intervals));
        }
    }

    /**
     * A range that holds the truth with a probability.
     *
     * @param coverage how often it does, 0 to 1
     * @param low in the quantity's unit
     * @param high the same
     */
    public record Interval(double coverage, double low, double high) {}

    /**
     * The probability of an event.
     *
     * @param horizonMillis within what time
     * @param probability that it comes
     * @param usual share of all moments of the history that it followed
     */
    public record EventProbability(int horizonMillis, double probability, double usual) {

        private static EventProbability of(JsonNode json) {
            return new EventProbability(
                    json.path("horizonMillis").asInt(),
                    json.path("probability").asDouble(),
                    json.path("usual").asDouble());
        }
    }
}
