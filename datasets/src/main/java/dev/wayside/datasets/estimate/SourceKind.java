package dev.wayside.datasets.estimate;

import java.util.List;
import java.util.stream.Stream;

import dev.wayside.fusion.Source;

/** A kind of estimate of a quantity: the last value, a mean, the history. Its name is that of a {@link Source}. */
public enum SourceKind {
    LAST_VALUE(0, Source.LAST_VALUE),
    MEAN_1S(1, Source.MEAN_1S),
    MEAN_5S(2, Source.MEAN_5S),
    MEAN_30S(3, Source.MEAN_30S),
    HARMONIC_MEAN(4, Source.HARMONIC_MEAN),
    /** Median of the newest 5 samples, however old. */
    MEDIAN_5(5, "median-5"),
    /** Median of the newest 20 samples, however old. */
    MEDIAN_20(6, "median-20"),
    /** Greatest of the last 15 s. */
    MAX_15S(7, "max-15s"),
    /** Mean of the ride up to now. */
    RIDE_MEAN(8, "ride-mean"),
    CELL_MEAN(9, Source.CELL_MEAN),
    CELL_MEDIAN(10, "cell-median"),
    CELL_RSRP(11, Source.CELL_RSRP),
    HISTORY(12, Source.HISTORY),
    /** The last second's mean in this cell, for the share of the horizon that the matches still spent in it. */
    STAYING_1S(13, "staying-1s"),
    /** The mean of the last 10 s in this cell, for the same share. */
    STAYING_10S(14, "staying-10s"),
    /** Values of the matches before their handover, for the same share. */
    HISTORY_BEFORE(15, "history-before"),
    /** The same, times how today compares with what the matches had up to then. */
    HISTORY_BEFORE_TODAY(16, "history-before-today"),
    /** The mean of the ride, for the rest of the horizon. */
    LEAVING(17, "leaving"),
    /** Values of the matches from their handover on, for the rest. */
    HISTORY_AFTER(18, "history-after"),
    /** The same, times how today compares. */
    HISTORY_AFTER_TODAY(19, "history-after-today");

    /** Needed in every case, and what errors are compared with. */
    public static final SourceKind REFERENCE = MEAN_5S;

    private final int place;
    private final String sourceName;

    SourceKind(int place, String sourceName) {
        this.place = place;
        this.sourceName = sourceName;
    }

    /** The names of several kinds. */
    public static List<String> names(SourceKind... kinds) {
        return Stream.of(kinds).map(SourceKind::sourceName).toList();
    }

    public String sourceName() {
        return sourceName;
    }

    /** Index of its value in an array of all. */
    public int place() {
        return place;
    }
}
