package dev.wayside.api.http.stream;

import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.predict.PredictionResponse;
import dev.wayside.api.http.stream.StreamTrips.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A message to a client of a stream: a prediction, an acknowledgement of rows, or a problem with a message of the
 * client.
 *
 * @param prediction for the carrier it names, where it differs from the last
 * @param acknowledged the answer to rows of a trip, all of which are stored
 * @param problem the message was passed over
 */
record StreamMessage(
        @Nullable PredictionResponse prediction,
        @Nullable Object acknowledged,
        @Nullable Object problem) {

    static StreamMessage of(PredictionResponse prediction) {
        return new StreamMessage(prediction, null, null);
    }

    static StreamMessage of(Problem problem) {
        return new StreamMessage(null, null, problem);
    }

    static StreamMessage of(Outcome outcome) {
        return outcome.isAcknowledged()
                ? new StreamMessage(null, outcome.message(), null)
                : new StreamMessage(null, null, outcome.message());
    }
}
