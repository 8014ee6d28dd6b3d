package dev.wayside.relay.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.client.CarrierObservation;
import dev.wayside.client.CarrierPrediction;
import dev.wayside.client.ForecastSteps;
import dev.wayside.client.Quantity;
import org.jspecify.annotations.Nullable;

/** Whether answers can be what was asked for. A service that is wrong must not steer traffic. */
final class PredictionCheck {

    private static final double MAX_BPS = 1e12;
    private static final double MAX_MILLIS = 600_000;

    private PredictionCheck() {}

    /** What is wrong with the answers, if anything. */
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
                && lies(answer.downlinkBps(), MAX_BPS)
                && lies(answer.uplinkBps(), MAX_BPS)
                && lies(answer.rttMillis(), MAX_MILLIS)
                && lies(answer.loss(), 1)
                && lies(answer.outageShare(), 1)
                && lies(answer.millisToOutage(), MAX_MILLIS)
                && lies(answer.disconnectionMillis(), MAX_MILLIS)
                && lies(answer.steps().get(Quantity.DOWNLINK_BPS), MAX_BPS)
                && lies(answer.steps().get(Quantity.UPLINK_BPS), MAX_BPS)
                && lies(answer.steps().get(Quantity.RTT_MILLIS), MAX_MILLIS);
        return isPossible ? Optional.empty() : Optional.of("a prediction with impossible numbers: " + brief(answer));
    }

    private static String brief(CarrierPrediction answer) {
        String text = answer.toString();
        return text.length() > 300 ? text.substring(0, 300) + "..." : text;
    }

    private static boolean lies(double value, double most) {
        return value >= 0 && value <= most;
    }

    private static boolean lies(OptionalDouble value, double most) {
        return value.isEmpty() || lies(value.getAsDouble(), most);
    }

    private static boolean lies(@Nullable ForecastSteps steps, double most) {
        return steps == null || (steps.stepMillis() > 0 && steps.mean().stream().allMatch(value -> lies(value, most)));
    }
}
