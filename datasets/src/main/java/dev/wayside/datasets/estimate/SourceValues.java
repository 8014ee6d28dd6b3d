package dev.wayside.datasets.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import dev.wayside.fusion.Source;
import dev.wayside.matcher.Forecast;
import dev.wayside.matcher.PastPass;
import org.jspecify.annotations.Nullable;

/**
 * Values and variances of every source of one quantity at one moment, by {@link SourceKind}; NaN where a source has
 * none.
 */
public final class SourceValues {

    private static final int SECOND_MILLIS = 1_000;
    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final int IN_CELL_MILLIS = 10_000;
    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final int FEW = 5;
    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final int MANY = 20;
    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final double MAX_RATIO = 5;
    /** Chosen: keeps ratios of tiny values near 1. */
    private static final double HUNDREDFOLD = 100;

    private final Target target;
    private final RecentPast past;
    private final int now;
    private final int samplesInVisit;
    private final double[] values = unknown();
    private final double[] variances = unknown();

    /**
     * Sources of the vehicle itself.
     *
     * @param now step of {@code past}
     * @param samplesInVisit steps in the present cell, this one included
     */
    public SourceValues(Target target, RecentPast past, int now, int samplesInVisit) {
        this.target = target;
        this.past = past;
        this.now = now;
        this.samplesInVisit = samplesInVisit;
        past.sources(now).forEach(this::put);
        put(SourceKind.MEDIAN_5, past.median(now, FEW));
        put(SourceKind.MEDIAN_20, past.median(now, MANY));
        put(SourceKind.MAX_15S, past.greatest(now));
        put(SourceKind.RIDE_MEAN, past.rideMean(now));
    }

    /** Number of past samples of the matches that {@link #addHistory} needs. */
    public static int samplesInCell(int stepMillis) {
        return Math.max(1, IN_CELL_MILLIS / stepMillis);
    }

    /** True if anything was measured in the last 5 s. */
    public boolean hasReference() {
        return !Double.isNaN(values[SourceKind.REFERENCE.place()]);
    }

    /** Adds the sources that know the cell and nothing else. */
    public void addCell(double mean, double median, double meanAtRsrp) {
        put(SourceKind.CELL_MEAN, mean);
        put(SourceKind.CELL_MEDIAN, median);
        put(SourceKind.CELL_RSRP, meanAtRsrp);
    }

    /** Adds the sources made of matches. */
    public void addHistory(@Nullable Forecast forecast, List<PastPass> passes) {
        int stepMillis = past.stepMillis();
        int steps = target.horizon().steps(stepMillis);
        HandoverSplit split = new HandoverSplit(passes, steps, stepMillis, samplesInCell(stepMillis));
        if (split.isEmpty()) {
            return;
        }
        put(SourceKind.HISTORY, split.before() + split.after());
        variances[SourceKind.HISTORY.place()] =
                forecast == null ? Double.NaN : forecast.variance().orElse(Double.NaN);
        double inCell = inThisCell(IN_CELL_MILLIS);
        double today = today(inCell, split.recentMean());
        double leaving = Math.max(0, 1 - split.staying());
        put(SourceKind.STAYING_1S, split.staying() * inThisCell(SECOND_MILLIS));
        put(SourceKind.STAYING_10S, split.staying() * inCell);
        put(SourceKind.HISTORY_BEFORE, split.before());
        put(SourceKind.HISTORY_BEFORE_TODAY, split.before() * today);
        put(SourceKind.LEAVING, leaving * values[SourceKind.RIDE_MEAN.place()]);
        put(SourceKind.HISTORY_AFTER, split.after());
        put(SourceKind.HISTORY_AFTER_TODAY, split.after() * today);
    }

    /** By {@link SourceKind#place}; NaN where nothing is said. */
    public double[] values() {
        return values;
    }

    /** Likewise. */
    public double[] variances() {
        return variances;
    }

    /** The sources that have a value. */
    public static List<Source> sources(double[] values, double[] variances, double confidence) {
        List<Source> sources = new ArrayList<>();
        for (SourceKind kind : SourceKind.values()) {
            double value = values[kind.place()];
            if (!Double.isNaN(value)) {
                double variance = variances[kind.place()];
                OptionalDouble known = Double.isNaN(variance) ? OptionalDouble.empty() : OptionalDouble.of(variance);
                sources.add(
                        kind == SourceKind.HISTORY
                                ? Source.history(value, known, confidence)
                                : new Source(kind.sourceName(), value, known, OptionalDouble.empty()));
            }
        }
        return sources;
    }

    /** Ratio of today to the matches, from 1/5 to 5; 1 where it is unknown. */
    private double today(double today, double then) {
        double atLeast = HUNDREDFOLD * target.floor();
        double ratio = (today + atLeast) / (then + atLeast);
        return Double.isNaN(ratio) ? 1 : Math.max(1 / MAX_RATIO, Math.min(MAX_RATIO, ratio));
    }

    /** The mean of the last time in this cell; the last value where it has none yet. */
    private double inThisCell(int millis) {
        double mean = past.mean(now, Math.min(Math.max(1, millis / past.stepMillis()), samplesInVisit));
        return Double.isNaN(mean) ? past.median(now, 1) : mean;
    }

    private void put(Source source) {
        for (SourceKind kind : SourceKind.values()) {
            if (kind.sourceName().equals(source.name())) {
                put(kind, source.value());
                variances[kind.place()] = source.variance().orElse(Double.NaN);
            }
        }
    }

    private void put(SourceKind kind, double value) {
        values[kind.place()] = value;
    }

    private static double[] unknown() {
        double[] values = new double[SourceKind.values().length];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
