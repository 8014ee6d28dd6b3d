package dev.wayside.relay.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.client.CarrierObservation;
import dev.wayside.client.CarrierPrediction;
import dev.wayside.client.ForecastSteps;
import dev.wayside.client.Quantity;
import dev.wayside.relay.context.PathForecast;
import org.jspecify.annotations.Nullable;

/** A check of answers against their requests: a faulty service must not steer traffic. */
final class PredictionCheck {

    /** Chosen: no prediction of the next seconds looks, or takes, ten minutes. */
    private static final double MAX_MILLIS = 600_000;

    /** Chosen: fits on a few lines of a log. */
    private static final int MAX_QUOTED_CHARACTERS = 300;

    private PredictionCheck() {}

    /** The fault of the answers, if there is one. */
    static Optional<String> fault(List<CarrierObservation> asked, List<CarrierPrediction> answers) {
        if (answers.size() != asked.size()) {
            return Optional.of(answers.size() + " predictions for " + asked.size() + " observations");
        }
        for (int i = 0; i < asked.size(); i++) {
            Optional<String> fault = fault(asked.get(i), answers.get(i));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(CarrierObservation asked, CarrierPrediction answer) {
        if (!answer.carrier().equals(asked.carrier()) || !answer.cell().equals(asked.cell())) {
            return Optional.of("a prediction for " + answer.carrier() + "/" + answer.cell() + " where "
                    + asked.carrier() + "/" + asked.cell() + " was asked for");
        }
        boolean isPossible = lies(answer.confidence(), 1)
                && answer.lookAheadMillis() > 0
                && lies(answer.lookAheadMillis(), MAX_MILLIS)
                && lies(answer.downlinkBps(), PathForecast.MAX_BPS)
                && lies(answer.uplinkBps(), PathForecast.MAX_BPS)
                && lies(answer.rttMillis(), MAX_MILLIS)
                && lies(answer.loss(), 1)
                && lies(answer.outageShare(), 1)
                && lies(answer.millisToOutage(), MAX_MILLIS)
                && lies(answer.disconnectionMillis(), MAX_MILLIS)
                && lies(answer.steps().get(Quantity.DOWNLINK_BPS), PathForecast.MAX_BPS)
                && lies(answer.steps().get(Quantity.UPLINK_BPS), PathForecast.MAX_BPS)
                && lies(answer.steps().get(Quantity.RTT_MILLIS), MAX_MILLIS);
        return isPossible ? Optional.empty() : Optional.of("a prediction with impossible numbers: " + brief(answer));
    }

    private static String brief(CarrierPrediction answer) {
        String text = answer.toString();
        return text.length() > MAX_QUOTED_CHARACTERS ? text.substring(0, MAX_QUOTED_CHARACTERS) + "..." : text;
    }

    private static boolean lies(double value, double max) {
        return value >= 0 && value <= max;
    }

    private static boolean lies(OptionalDouble value, double max) {
        return value.isEmpty() || lies(value.getAsDouble(), max);
    }

    private static boolean lies(@Nullable ForecastSteps steps, double max) {
        return steps == null || (steps.stepMillis() > 0 && steps.mean().stream().allMatch(value -> lies(value, max)));
    }
}
