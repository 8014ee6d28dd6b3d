package dev.wayside.datasets.evaluation;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The rank of events above the rest, by a score. Rows may weigh more or less; equal scores count as half each for the
 * area, and as one step for the precision.
 */
final class RankedEvents {

    private final double[] scores;
    private final boolean[] events;
    private final int[] descending;

    RankedEvents(double[] scores, boolean[] events) {
        if (scores.length != events.length) {
            throw new IllegalArgumentException(scores.length + " scores for " + events.length + " events");
        }
        this.scores = scores;
        this.events = events;
        this.descending = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Area under the receiver operating characteristic: the probability that an event scores above a moment without.
     *
     * @param weights of the rows, not negative
     * @return empty if there is no event or nothing else
     */
    OptionalDouble area(double[] weights) {
        double hits = 0;
        double misses = 0;
        double area = 0;
        for (int from = 0; from < descending.length; ) {
            int to = endOfTie(from);
            double tieHits = weightOf(from, to, true, weights);
            double tieMisses = weightOf(from, to, false, weights);
            area += tieMisses * (hits + tieHits / 2);
            hits += tieHits;
            misses += tieMisses;
            from = to;
        }
        return hits > 0 && misses > 0 ? OptionalDouble.of(area / (hits * misses)) : OptionalDouble.empty();
    }

    /**
     * Average precision: the precision at each step down the ranking, weighted by the share of events it adds.
     *
     * @return empty if there is no event
     */
    OptionalDouble averagePrecision() {
        double hits = 0;
        double sum = 0;
        for (int from = 0; from < descending.length; ) {
            int to = endOfTie(from);
            int tieHits = 0;
            for (int i = from; i < to; i++) {
                tieHits += events[descending[i]] ? 1 : 0;
            }
            hits += tieHits;
            sum += tieHits * (hits / to);
            from = to;
        }
        return hits > 0 ? OptionalDouble.of(sum / hits) : OptionalDouble.empty();
    }

    private int endOfTie(int from) {
        int to = from + 1;
        while (to < descending.length && scores[descending[to]] == scores[descending[from]]) {
            to++;
        }
        return to;
    }

    private double weightOf(int from, int to, boolean wanted, double[] weights) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += events[descending[i]] == wanted ? weights[descending[i]] : 0;
        }
        return sum;
    }
}
