package dev.wayside.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A quantity step by step along the look-ahead: element i is (i + 1) steps past the newest sample, empty where no match
 * measured it.
 *
 * @param stepMillis time from one step to the next
 * @param mean weighted mean of the matches
 * @param p10 a tenth of the matches lie below it; no elements unless bands were asked for
 * @param p90 a tenth lie above it, likewise
 */
public record ForecastSteps(
        int stepMillis, List<OptionalDouble> mean, List<OptionalDouble> p10, List<OptionalDouble> p90) {

    /** Copies the lists. */
    public ForecastSteps {
        mean = List.copyOf(mean);
        p10 = List.copyOf(p10);
        p90 = List.copyOf(p90);
    }

    static Map<Quantity, ForecastSteps> allOf(JsonNode performance) {
        Map<Quantity, ForecastSteps> steps = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            JsonNode series = performance.path(quantity.field()).path("series");
            if (series.isObject()) {
                steps.put(
                        quantity,
                        new ForecastSteps(
                                series.path("stepMillis").asInt(),
                                numbers(series.path("values")),
                                numbers(series.path("p10")),
                                numbers(series.path("p90"))));
            }
        }
        return steps;
    }

    private static List<OptionalDouble> numbers(JsonNode array) {
        List<OptionalDouble> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(CarrierPrediction.number(number)));
        return numbers;
    }
}
