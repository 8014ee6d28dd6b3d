package dev.wayside.relay.lab;

import java.util.Optional;

/**
 * A trip to be replayed, as a scenario says it: the day after {@code historyDays} days on a generated line, a line for
 * each seed. Played is the stretch of that day with the most darkness, of the scenario's length.
 *
 * @param lineKm length of the line
 * @param speedKmh cruising speed
 * @param historyDays days in the history
 * @param rates a data set (a folder in {@code WAYSIDE_DATASETS}) whose rates are played instead of the line's; cells,
 *     signal, round trips and blackouts are those of the line. The history then has no throughput
 * @param scale factor of those rates; 1 if absent
 */
record Trip(int lineKm, int speedKmh, int historyDays, Optional<String> rates, Optional<Double> scale) {

    Trip {
        if (lineKm < 10 || speedKmh <= 0 || historyDays < 1 || historyDays > 20) {
            throw new IllegalArgumentException(
                    "a trip needs 'lineKm' (at least 10), 'speedKmh' (above 0) and 'historyDays' (1 to 20)");
        }
    }
}
