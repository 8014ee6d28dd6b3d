package dev.wayside.datasets.evaluation;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The spread of a figure over other days: days are drawn with replacement, as many as there are (Efron 1979), always
 * the same draws. Moments of one day resemble one another, so that drawing moments would promise too much.
 */
final class DayBootstrap {

    /** Chosen: ten draws lie beyond each end of the interval. */
    private static final int DRAWS = 400;

    private static final long SEED = 1;
    /** A 95 % interval. */
    private static final double TAIL = 0.025;

    /** Bounds of the middle 95 %. */
    record Bounds(double low, double high) {}

    private DayBootstrap() {}

    /**
     * The middle 95 % of a figure over draws of days.
     *
     * @param figure takes how often each day was drawn; NaN where a draw has no answer, which is passed over
     * @return empty for a single day, and if no draw has an answer
     */
    static Optional<Bounds> bounds(int days, ToDoubleFunction<int[]> figure) {
        if (days < 2) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] figures = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] times = new int[days];
            for (int i = 0; i < days; i++) {
                times[random.nextInt(days)]++;
            }
            figures[draw] = figure.applyAsDouble(times);
        }
        double[] sorted = Arrays.stream(figures)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return sorted.length == 0 ? Optional.empty() : Optional.of(new Bounds(at(sorted, TAIL), at(sorted, 1 - TAIL)));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
