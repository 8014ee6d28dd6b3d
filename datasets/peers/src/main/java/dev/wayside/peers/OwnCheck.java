package dev.wayside.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.wayside.matcher.search.NearestVisits;

/** The check of our search against a scan of all windows in integers. */
record OwnCheck(Workload workload) {

    /** Chosen: minimum number of checked queries, if there are as many, spread along each drive. */
    private static final int MIN_CHECKED = 100;

    private record Found(int visit, int offset, long squaredDistance) {

        /** Visits later in the history are later in time. */
        static final Comparator<Found> ORDER = Comparator.comparingLong(Found::squaredDistance)
                .thenComparing(Comparator.comparingInt(Found::visit).reversed())
                .thenComparing(Comparator.comparingInt(Found::offset).reversed());
    }

    /**
     * Checks answers to single queries, and to queries that follow one another.
     *
     * @return the number of checked queries
     * @throws IllegalStateException if one is wrong
     */
    int run(OwnSearch search) {
        Following following = new Following(search, workload.queries());
        int step = Math.max(1, workload.queries().count() / MIN_CHECKED);
        int checked = 0;
        for (int query = 0; query < workload.queries().count(); query++) {
            NearestVisits followed = following.next(query);
            if (query % step == 0) {
                List<Found> expected = expected(query);
                require(expected, found(search.nearest(query, null)), query, "alone");
                require(expected, found(followed), query, "following");
                checked++;
            }
        }
        return checked;
    }

    private static void require(List<Found> expected, List<Found> found, int query, String how) {
        if (!found.equals(expected)) {
            throw new IllegalStateException(
                    "WRONG ANSWER to query %d %s: %s instead of %s".formatted(query, how, found, expected));
        }
    }

    private static List<Found> found(NearestVisits nearest) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < nearest.count(); i++) {
            found.add(new Found(nearest.stretch(i), nearest.offset(i), nearest.squaredDistance(i)));
        }
        return found;
    }

    private List<Found> expected(int query) {
        int[] samples = workload.queries().samples(query);
        List<Found> nearestOfVisits = new ArrayList<>();
        for (int visit = 0; visit < workload.base().series().size(); visit++) {
            nearestOfVisits.add(nearest(samples, visit));
        }
        return nearestOfVisits.stream()
                .sorted(Found.ORDER)
                .limit(NearestWindows.K)
                .toList();
    }

    private Found nearest(int[] query, int visit) {
        int windows = workload.base().firstOf(visit + 1) - workload.base().firstOf(visit);
        Found nearest = new Found(visit, 0, Long.MAX_VALUE);
        for (int offset = 0; offset < windows; offset++) {
            long distance = workload.base().squaredDistanceWithin(query, visit, offset, nearest.squaredDistance());
            // The later one among equals.
            if (distance <= nearest.squaredDistance()) {
                nearest = new Found(visit, offset, distance);
            }
        }
        return nearest;
    }
}
