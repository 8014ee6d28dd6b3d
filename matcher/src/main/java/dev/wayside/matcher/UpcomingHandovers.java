package dev.wayside.matcher;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.matcher.search.NearestVisits;

/** The first handover in the look-ahead of each match that had one. */
final class UpcomingHandovers {

    private final NearestVisits matches;
    private final int[] handoverAfter;
    private final int count;

    /** @param disruptiveOnly failures and outages only */
    UpcomingHandovers(NearestVisits matches, boolean disruptiveOnly) {
        this.matches = matches;
        this.handoverAfter = new int[matches.count()];
        int found = 0;
        for (int i = 0; i < matches.count(); i++) {
            handoverAfter[i] = matches.handoverAfter(i, disruptiveOnly);
            found += handoverAfter[i] >= 0 ? 1 : 0;
        }
        this.count = found;
    }

    /** The share of matches with one. */
    double share() {
        return count / (double) matches.count();
    }

    /** The median of the times to them; empty if there are none. */
    OptionalDouble medianAheadMillis() {
        if (count == 0) {
            return OptionalDouble.empty();
        }
        long[] times = new long[count];
        int next = 0;
        for (int i = 0; i < matches.count(); i++) {
            if (handoverAfter[i] >= 0) {
                times[next++] = matches.aheadMillis(i, handoverAfter[i]);
            }
        }
        Arrays.sort(times);
        return OptionalDouble.of((times[(count - 1) / 2] + times[count / 2]) / 2.0);
    }

    /** The mean of their disconnections; empty if there are none. */
    OptionalDouble meanDisconnectionMillis() {
        double sum = 0;
        for (int i = 0; i < matches.count(); i++) {
            int handover = handoverAfter[i];
            sum += handover >= 0 ? matches.disconnectionMillis(handover) : 0;
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    /** The cell that most of them led to, the first by name among equals; empty if there are none. */
    Optional<String> likeliestTargetCellId() {
        String likeliest = null;
        int maxTimes = 0;
        for (int i = 0; i < matches.count(); i++) {
            int handover = handoverAfter[i];
            if (handover >= 0) {
                String target = matches.targetCellId(handover);
                int times = timesTo(target);
                if (likeliest == null || times > maxTimes || (times == maxTimes && target.compareTo(likeliest) < 0)) {
                    likeliest = target;
                    maxTimes = times;
                }
            }
        }
        return Optional.ofNullable(likeliest);
    }

    private int timesTo(String target) {
        int times = 0;
        for (int i = 0; i < matches.count(); i++) {
            int handover = handoverAfter[i];
            times += handover >= 0 && matches.targetCellId(handover).equals(target) ? 1 : 0;
        }
        return times;
    }
}
