package dev.wayside.matcher;

import java.util.OptionalDouble;

import dev.wayside.matcher.search.NearestVisits;

/**
 * The risk of a handover {@code FAILURE} or {@code OUTAGE} in the look-ahead.
 *
 * @param share share of the matches, 0 to 1; each counts the same
 * @param historyShare share of all windows of the cell's history, 0 to 1, without excluded days
 * @param medianTimeToEventMillis median time from the window's last sample to the first such event, ms, over the
 *     matches that had one; empty if none had
 * @param expectedDisconnectionMillis mean disconnection of these events, ms: the expected outage if one comes; empty if
 *     none
 */
public record OutageRisk(
        double share,
        double historyShare,
        OptionalDouble medianTimeToEventMillis,
        OptionalDouble expectedDisconnectionMillis) {

    static OutageRisk of(NearestVisits matches) {
        UpcomingHandovers disruptions = new UpcomingHandovers(matches, true);
        return new OutageRisk(
                disruptions.share(),
                matches.historyShare(true),
                disruptions.medianAheadMillis(),
                disruptions.meanDisconnectionMillis());
    }
}
