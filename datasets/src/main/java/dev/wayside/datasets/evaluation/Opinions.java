package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import dev.wayside.fusion.Source;
import dev.wayside.matcher.Forecast;
import dev.wayside.matcher.PastPass;
import org.jspecify.annotations.Nullable;

/** What everybody says of one quantity at one moment, by {@link Opinion}; NaN where one says nothing. */
final class Opinions {

    private static final int SECOND_MILLIS = 1_000;
    private static final int IN_CELL_MILLIS = 10_000;
    private static final int FEW = 5;
    private static final int MANY = 20;
    private static final double MOST_RATIO = 5;
    private static final double HUNDREDFOLD = 100;

    private final Target target;
    private final RecentPast past;
    private final int now;
    private final int samplesInVisit;
    private final double[] values = unknown();
    private final double[] variances = unknown();

    /**
     * Those of the vehicle itself.
     *
     * @param now step of {@code past}
     * @param samplesInVisit steps in the present cell, this one included
     */
    Opinions(Target target, RecentPast past, int now, int samplesInVisit) {
        this.target = target;
        this.past = past;
        this.now = now;
        this.samplesInVisit = samplesInVisit;
        past.sources(now).forEach(this::put);
        put(Opinion.MEDIAN_5, past.median(now, FEW));
        put(Opinion.MEDIAN_20, past.median(now, MANY));
        put(Opinion.GREATEST_15S, past.greatest(now));
        put(Opinion.RIDE_MEAN, past.rideMean(now));
    }

    /** How far back {@link #addHistory} wants the matches' own values. */
    static int samplesInCell(int stepMillis) {
        return Math.max(1, IN_CELL_MILLIS / stepMillis);
    }

    /** Whether anything was measured in the last 5 s. */
    boolean hasReference() {
        return !Double.isNaN(values[Opinion.REFERENCE.place()]);
    }

    /** Those that know the cell and nothing else. */
    void addCell(CellMeasurements.Summary summary, double rsrpDbm) {
        put(Opinion.CELL_MEAN, summary.mean());
        put(Opinion.CELL_MEDIAN, summary.median());
        put(Opinion.CELL_RSRP, summary.meanAt(rsrpDbm));
    }

    /** Those of the matches. */
    void addHistory(@Nullable Forecast forecast, List<PastPass> passes) {
        int stepMillis = past.stepMillis();
        int steps = target.horizon().steps(stepMillis);
        HandoverSplit split = new HandoverSplit(passes, steps, stepMillis, samplesInCell(stepMillis));
        if (split.isEmpty()) {
            return;
        }
        put(Opinion.HISTORY, split.before() + split.after());
        variances[Opinion.HISTORY.place()] =
                forecast == null ? Double.NaN : forecast.variance().orElse(Double.NaN);
        double inCell = inThisCell(IN_CELL_MILLIS);
        double today = today(inCell, split.recentMean());
        double leaving = Math.max(0, 1 - split.staying());
        put(Opinion.STAYING_1S, split.staying() * inThisCell(SECOND_MILLIS));
        put(Opinion.STAYING_10S, split.staying() * inCell);
        put(Opinion.HISTORY_BEFORE, split.before());
        put(Opinion.HISTORY_BEFORE_TODAY, split.before() * today);
        put(Opinion.LEAVING, leaving * values[Opinion.RIDE_MEAN.place()]);
        put(Opinion.HISTORY_AFTER, split.after());
        put(Opinion.HISTORY_AFTER_TODAY, split.after() * today);
    }

    /** By {@link Opinion#place}; NaN where nothing is said. */
    double[] values() {
        return values;
    }

    /** Likewise. */
    double[] variances() {
        return variances;
    }

    /** All that say something. */
    static List<Source> sources(double[] values, double[] variances, double confidence) {
        List<Source> sources = new ArrayList<>();
        for (Opinion opinion : Opinion.values()) {
            double value = values[opinion.place()];
            if (!Double.isNaN(value)) {
                double variance = variances[opinion.place()];
                OptionalDouble known = Double.isNaN(variance) ? OptionalDouble.empty() : OptionalDouble.of(variance);
                sources.add(
                        opinion == Opinion.HISTORY
                                ? Source.history(value, known, confidence)
                                : new Source(opinion.source(), value, known, OptionalDouble.empty()));
            }
        }
        return sources;
    }

    /** How today compares with the matches, as a factor of 1/5 to 5; 1 where nobody knows. */
    private double today(double today, double then) {
        double atLeast = HUNDREDFOLD * target.floor();
        double ratio = (today + atLeast) / (then + atLeast);
        return Double.isNaN(ratio) ? 1 : Math.max(1 / MOST_RATIO, Math.min(MOST_RATIO, ratio));
    }

    /** The mean of the last time in this cell; the last value where it has none yet. */
    private double inThisCell(int millis) {
        double mean = past.mean(now, Math.min(Math.max(1, millis / past.stepMillis()), samplesInVisit));
        return Double.isNaN(mean) ? past.median(now, 1) : mean;
    }

    private void put(Source source) {
        for (Opinion opinion : Opinion.values()) {
            if (opinion.source().equals(source.name())) {
                put(opinion, source.value());
                variances[opinion.place()] = source.variance().orElse(Double.NaN);
            }
        }
    }

    private void put(Opinion opinion, double value) {
        values[opinion.place()] = value;
    }

    private static double[] unknown() {
        double[] values = new double[Opinion.values().length];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
