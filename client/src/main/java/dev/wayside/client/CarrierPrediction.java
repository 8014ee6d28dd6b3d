package dev.wayside.client;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A prediction of one carrier's next seconds, from the history.
 *
 * @param carrier the carrier
 * @param cell cell id
 * @param confidence 0 to 1: how many of the nearest visits asked for are near enough
 * @param lookAheadMillis how far it looks
 * @param downlinkBps mean over the look-ahead, bit/s
 * @param uplinkBps the same
 * @param rttMillis the same, ms
 * @param loss the same, 0 to 1
 * @param handoverShare share of the matches that a handover followed
 * @param outageShare share of the matches that a failed handover or an outage followed
 * @param millisToOutage median time until it, over the matches that one followed
 * @param disconnectionMillis how long it is expected to last
 * @param steps each quantity step by step, with bands where they were asked for
 * @param reason why there is no prediction, such as {@code unknown-cell}; empty where there is one
 */
public record CarrierPrediction(
        String carrier,
        String cell,
        double confidence,
        int lookAheadMillis,
        OptionalDouble downlinkBps,
        OptionalDouble uplinkBps,
        OptionalDouble rttMillis,
        OptionalDouble loss,
        OptionalDouble handoverShare,
        OptionalDouble outageShare,
        OptionalDouble millisToOutage,
        OptionalDouble disconnectionMillis,
        Map<Quantity, ForecastSteps> steps,
        Optional<String> reason) {

    /** Copies the map. */
    public CarrierPrediction {
        steps = Map.copyOf(steps);
    }

    static CarrierPrediction of(JsonNode json) {
        return new CarrierPrediction(
                json.path("carrier").asText(),
                json.path("cell").asText(),
                json.path("confidence").asDouble(),
                json.path("lookAheadMillis").asInt(),
                number(json.at("/performance/downlinkBps/mean")),
                number(json.at("/performance/uplinkBps/mean")),
                number(json.at("/performance/rttMillis/mean")),
                number(json.at("/performance/loss/mean")),
                number(json.at("/handover/share")),
                number(json.at("/outage/share")),
                number(json.at("/outage/medianTimeToEventMillis")),
                number(json.at("/outage/expectedDisconnectionMillis")),
                ForecastSteps.allOf(json.path("performance")),
                Optional.ofNullable(json.path("reason").textValue()));
    }

    static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }
}
