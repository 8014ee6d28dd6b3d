package dev.wayside.matcher;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often a handover of any kind lay in the look-ahead.
 *
 * @param share share of the matches, 0 to 1; each counts the same
 * @param historyShare share of all windows of the cell's history, 0 to 1; days left out are left out here too
 * @param medianTimeToEventMillis median time from the window's last sample to the first handover, ms, over the matches
 *     that had one; empty if none had
 * @param likeliestTargetCellId the cell of the same carrier that most of these handovers led to, of several the first
 *     by name; empty if none
 */
public record HandoverRisk(
        double share,
        double historyShare,
        OptionalDouble medianTimeToEventMillis,
        Optional<String> likeliestTargetCellId) {

    static HandoverRisk of(HandoverOdds odds, List<Candidate> matches) {
        List<UpcomingHandover> events = odds.after(matches);
        return new HandoverRisk(
                events.size() / (double) matches.size(),
                odds.historyShare(),
                UpcomingHandover.medianAheadMillis(events),
                likeliestTarget(events));
    }

    private static Optional<String> likeliestTarget(List<UpcomingHandover> events) {
        Map<String, Long> countByTarget = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.handover().targetCellId(), TreeMap::new, Collectors.counting()));
        return countByTarget.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }
}
