package dev.wayside.datasets.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.wayside.datasets.estimate.LogOdds;

/**
 * The frequency of an event at each place on other days: the log-odds of its share there, drawn towards the usual
 * share, less those of the usual share. 0 where nothing is known.
 */
final class EventCounts {

    /** Chosen on the days named in EVALUATION.md: weight of the usual share, in moments. */
    private static final double PRIOR_MOMENTS = 50;

    private final List<Object> places;
    private final int[] dayOfRow;
    private final int days;
    private final Map<Object, int[]> moments = new HashMap<>();
    private final Map<Object, int[]> hits = new HashMap<>();
    private final int[] allMoments;
    private final int[] allHits;

    /**
     * Counts.
     *
     * @param places of the rows; compared by {@code equals}
     * @param dayOfRow numbers of days, from 0
     */
    EventCounts(List<Object> places, int[] dayOfRow, int days, boolean[] events) {
        this.places = places;
        this.dayOfRow = dayOfRow;
        this.days = days;
        this.allMoments = new int[days];
        this.allHits = new int[days];
        for (int row = 0; row < events.length; row++) {
            int day = dayOfRow[row];
            count(moments, allMoments, places.get(row), day);
            if (events[row]) {
                count(hits, allHits, places.get(row), day);
            }
        }
    }

    private void count(Map<Object, int[]> counts, int[] all, Object place, int day) {
        counts.computeIfAbsent(place, key -> new int[days])[day]++;
        all[day]++;
    }

    /** Log-odds of the other days at a row's place, without its own day and the day left out. */
    double lift(int row, int leftOut) {
        int own = dayOfRow[row];
        double usual =
                Math.max(LogOdds.MIN_SHARE, sum(allHits, own, leftOut) / Math.max(1, sum(allMoments, own, leftOut)));
        double hitsThere = sum(hits.getOrDefault(places.get(row), new int[days]), own, leftOut);
        double momentsThere = sum(moments.getOrDefault(places.get(row), new int[days]), own, leftOut);
        double share = (hitsThere + PRIOR_MOMENTS * usual) / (momentsThere + PRIOR_MOMENTS);
        return LogOdds.of(share) - LogOdds.of(usual);
    }

    private static double sum(int[] byDay, int own, int leftOut) {
        double sum = 0;
        for (int day = 0; day < byDay.length; day++) {
            sum += day == own || day == leftOut ? 0 : byDay[day];
        }
        return sum;
    }
}
