package dev.wayside.api.http.stream;

import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.predict.PredictionResponse;
import org.jspecify.annotations.Nullable;

/**
 * A message to a client of a stream: a prediction, or a problem with a message of the client.
 *
 * @param prediction for the carrier it names, where it differs from the last
 * @param problem the message was passed over
 */
record StreamMessage(
        @Nullable PredictionResponse prediction, @Nullable Problem problem) {

    static StreamMessage of(PredictionResponse prediction) {
        return new StreamMessage(prediction, null);
    }

    static StreamMessage of(Problem problem) {
        return new StreamMessage(null, problem);
    }
}
