package dev.wayside.relay.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * A trip made ready to be played.
 *
 * @param seed of its line
 * @param links one a carrier, from the moment the client begins
 * @param logs of the day that is played, one a carrier
 * @param fromSeconds where in these logs the client begins
 * @param darkSeconds how long carriers are dark on the stretch, all together
 * @param best number of the carrier with the most to carry on it, from 0
 * @param store the history: a store that holds the days before
 */
record TripPlan(
        int seed,
        List<LinkSchedule> links,
        List<Path> logs,
        double fromSeconds,
        double darkSeconds,
        int best,
        Path store) {

    TripPlan {
        links = List.copyOf(links);
        logs = List.copyOf(logs);
    }
}
