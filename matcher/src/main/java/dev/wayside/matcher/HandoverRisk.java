package dev.wayside.matcher;

import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.matcher.search.NearestVisits;

/**
 * The risk of a handover of any kind in the look-ahead.
 *
 * @param share share of the matches, 0 to 1; each counts the same
 * @param historyShare share of all windows of the cell's history, 0 to 1, without excluded days
 * @param medianTimeToEventMillis median time from the window's last sample to the first handover, ms, over the matches
 *     that had one; empty if none had
 * @param likeliestTargetCellId the cell of the same carrier that most of these handovers led to, the first by name
 *     among equals; empty if none
 */
public record HandoverRisk(
        double share,
        double historyShare,
        OptionalDouble medianTimeToEventMillis,
        Optional<String> likeliestTargetCellId) {

    static HandoverRisk of(NearestVisits matches) {
        UpcomingHandovers handovers = new UpcomingHandovers(matches, false);
        return new HandoverRisk(
                handovers.share(),
                matches.historyShare(false),
                handovers.medianAheadMillis(),
                handovers.likeliestTargetCellId());
    }
}
