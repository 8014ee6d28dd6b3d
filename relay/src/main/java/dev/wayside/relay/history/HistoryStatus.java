package dev.wayside.relay.history;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The state of the history, as the status page shows it.
 *
 * @param hits predictions with confidence above 0
 * @param misses answers without a prediction, such as for an unknown cell
 * @param failures requests without an answer, or with an impossible one
 * @param outagesPredicted forecasts published that expect an outage
 * @param ageMillis since the last good answer; empty before the first
 * @param waitsMillis rest of the wait after a failure, 0 if there is none
 * @param lastFailure reason of the last failure; empty while requests succeed
 * @param confidence confidence of the remembered predictions, by carrier
 */
public record HistoryStatus(
        long hits,
        long misses,
        long failures,
        long outagesPredicted,
        OptionalDouble ageMillis,
        double waitsMillis,
        Optional<String> lastFailure,
        Map<String, Double> confidence) {}
