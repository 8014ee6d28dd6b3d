package dev.wayside.datasets.evaluation;

import java.util.List;

import dev.wayside.fusion.Source;

/** What is asked for its opinion on a quantity; names become those of {@link Source}s. */
enum Opinion {
    LAST_VALUE(0, Source.LAST_VALUE),
    MEAN_1S(1, Source.MEAN_1S),
    MEAN_5S(2, Source.MEAN_5S),
    MEAN_30S(3, Source.MEAN_30S),
    HARMONIC_MEAN(4, Source.HARMONIC_MEAN),
    /** Median of the newest 20 samples. */
    MEDIAN_20(5, "median-20"),
    /** Mean of the ride up to now. */
    RIDE_MEAN(6, "ride-mean"),
    CELL_MEAN(7, Source.CELL_MEAN),
    CELL_MEDIAN(8, "cell-median"),
    CELL_RSRP(9, Source.CELL_RSRP),
    HISTORY(10, Source.HISTORY),
    /** The last second's mean, for the share of the horizon that the matches still spent in this cell. */
    STAYING(11, "staying"),
    /** What the matches had before their handover, for the same share. */
    HISTORY_BEFORE(12, "history-before"),
    /** The mean of 30 s, for the rest of the horizon. */
    LEAVING(13, "leaving"),
    /** What the matches had from their handover on, for the rest. */
    HISTORY_AFTER(14, "history-after"),
    /** The mean of the cell that most matches went to, for the rest. */
    NEXT_CELL(15, "next-cell");

    /** Needed in every case, and what errors are compared with. */
    static final Opinion REFERENCE = MEAN_5S;

    /** Opinions that are scored by themselves. */
    static final List<Opinion> SINGLE = List.of(
            LAST_VALUE,
            MEAN_1S,
            MEAN_5S,
            MEAN_30S,
            HARMONIC_MEAN,
            MEDIAN_20,
            RIDE_MEAN,
            CELL_MEAN,
            CELL_MEDIAN,
            CELL_RSRP,
            HISTORY);

    private final int place;
    private final String source;

    Opinion(int place, String source) {
        this.place = place;
        this.source = source;
    }

    String source() {
        return source;
    }

    /** Where its value lies in an array of all. */
    int place() {
        return place;
    }
}
