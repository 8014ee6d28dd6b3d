package dev.wayside.relay.lab;

import java.nio.file.Path;
import java.util.List;

import dev.wayside.relay.lab.link.LinkSchedule;

/**
 * A trip that is ready to be played.
 *
 * @param seed seed of its line
 * @param links links by carrier, from the start of the client
 * @param logs logs by carrier, of the day that is played
 * @param fromSeconds start of the client in these logs
 * @param darkSeconds darkness on the stretch, summed over carriers
 * @param best number of the carrier that can carry most on it, from 0
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
