package dev.wayside.relay.history;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the history is doing, as the status page shows it.
 *
 * @param hits predictions with confidence above 0
 * @param misses answers that know nothing, such as of an unknown cell
 * @param failures questions without an answer, or with one that cannot be
 * @param outagesPredicted forecasts published that expect an outage
 * @param ageMillis since the last good answer; empty before the first
 * @param waitsMillis how long it is left alone after failures, 0 if it is not
 * @param lastFailure what the last failure was; empty while it works
 * @param confidence of what is remembered now, by carrier
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
