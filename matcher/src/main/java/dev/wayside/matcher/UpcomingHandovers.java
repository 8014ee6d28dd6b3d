package dev.wayside.matcher;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.matcher.search.NearestVisits;

/** The first handover in the look-ahead of each match that had one. */
final class UpcomingHandovers {

    private final NearestVisits matches;
    private final int[] match;
    private final int[] handover;
    private int count;

    /** @param disruptiveOnly failures and outages only */
    UpcomingHandovers(NearestVisits matches, boolean disruptiveOnly) {
        this.matches = matches;
        this.match = new int[matches.count()];
        this.handover = new int[matches.count()];
        for (int i = 0; i < matches.count(); i++) {
            int found = matches.handoverAfter(i, disruptiveOnly);
            if (found >= 0) {
                match[count] = i;
                handover[count++] = found;
            }
        }
    }

    /** Share of the matches that had one. */
    double share() {
        return count / (double) matches.count();
    }

    /** The middle of the times to them, or the mean of the middle two; empty without any. */
    OptionalDouble medianAheadMillis() {
        if (count == 0) {
            return OptionalDouble.empty();
        }
        long[] times = new long[count];
        Arrays.setAll(times, i -> matches.aheadMillis(match[i], handover[i]));
        Arrays.sort(times);
        return OptionalDouble.of((times[(count - 1) / 2] + times[count / 2]) / 2.0);
    }

    /** Mean of their disconnections; empty without any. */
    OptionalDouble meanDisconnectionMillis() {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += matches.disconnectionMillis(handover[i]);
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    /** The cell that most of them led to, of several the first by name; empty without any. */
    Optional<String> likeliestTargetCellId() {
        String likeliest = "";
        int most = 0;
        for (int i = 0; i < count; i++) {
            String target = matches.targetCellId(handover[i]);
            int times = timesTo(target);
            if (times > most || (times == most && target.compareTo(likeliest) < 0)) {
                likeliest = target;
                most = times;
            }
        }
        return most == 0 ? Optional.empty() : Optional.of(likeliest);
    }

    private int timesTo(String target) {
        int times = 0;
        for (int i = 0; i < count; i++) {
            times += matches.targetCellId(handover[i]).equals(target) ? 1 : 0;
        }
        return times;
    }
}
