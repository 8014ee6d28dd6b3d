package dev.wayside.matcher;

import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.matcher.search.NearestVisits;

/** The first handover in the look-ahead of each match that had one. Looked up each time: there are few. */
final class UpcomingHandovers {

    private final NearestVisits matches;
    private final boolean disruptiveOnly;
    private final int count;

    /** @param disruptiveOnly failures and outages only */
    UpcomingHandovers(NearestVisits matches, boolean disruptiveOnly) {
        this.matches = matches;
        this.disruptiveOnly = disruptiveOnly;
        int found = 0;
        for (int i = 0; i < matches.count(); i++) {
            found += handoverAfter(i) >= 0 ? 1 : 0;
        }
        this.count = found;
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
        return OptionalDouble.of((aheadMillis((count - 1) / 2) + aheadMillis(count / 2)) / 2.0);
    }

    /** The time with so many before it in ascending order. */
    private long aheadMillis(int rank) {
        for (int i = 0; i < matches.count(); i++) {
            int handover = handoverAfter(i);
            if (handover >= 0) {
                long ahead = matches.aheadMillis(i, handover);
                int sooner = countUpTo(ahead - 1);
                if (sooner <= rank && rank < countUpTo(ahead)) {
                    return ahead;
                }
            }
        }
        throw new IllegalStateException("only " + count + " handovers, none of rank " + rank);
    }

    private int countUpTo(long aheadMillis) {
        int upTo = 0;
        for (int i = 0; i < matches.count(); i++) {
            int handover = handoverAfter(i);
            upTo += handover >= 0 && matches.aheadMillis(i, handover) <= aheadMillis ? 1 : 0;
        }
        return upTo;
    }

    /** Mean of their disconnections; empty without any. */
    OptionalDouble meanDisconnectionMillis() {
        double sum = 0;
        for (int i = 0; i < matches.count(); i++) {
            int handover = handoverAfter(i);
            sum += handover >= 0 ? matches.disconnectionMillis(handover) : 0;
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    /** The cell that most of them led to, of several the first by name; empty without any. */
    Optional<String> likeliestTargetCellId() {
        String likeliest = null;
        int most = 0;
        for (int i = 0; i < matches.count(); i++) {
            int handover = handoverAfter(i);
            if (handover >= 0) {
                String target = matches.targetCellId(handover);
                int times = timesTo(target);
                if (likeliest == null || times > most || (times == most && target.compareTo(likeliest) < 0)) {
                    likeliest = target;
                    most = times;
                }
            }
        }
        return Optional.ofNullable(likeliest);
    }

    private int timesTo(String target) {
        int times = 0;
        for (int i = 0; i < matches.count(); i++) {
            int handover = handoverAfter(i);
            times += handover >= 0 && matches.targetCellId(handover).equals(target) ? 1 : 0;
        }
        return times;
    }

    private int handoverAfter(int match) {
        return matches.handoverAfter(match, disruptiveOnly);
    }
}
