package dev.wayside.datasets.estimate;

/** Radio features of a handover or a disruption; none needs a history. */
public enum EventSign {
    RSRP(0, "rsrp"),
    SLOPE(1, "slope-3s"),
    NEIGHBOUR(2, "neighbour-above-serving"),
    NEIGHBOUR_SLOPE(3, "neighbour-slope-3s"),
    IN_CELL(4, "log-seconds-in-cell");

    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final double SLOPE_MILLIS = 3_000;

    private final int place;
    private final String feature;

    EventSign(int place, String feature) {
        this.place = place;
        this.feature = feature;
    }

    /** Number of steps that a slope looks back. */
    public static int slopeSteps(int stepMillis) {
        return Math.max(1, (int) (SLOPE_MILLIS / stepMillis));
    }

    public String feature() {
        return feature;
    }

    /** Index of its value in an array of all. */
    public int place() {
        return place;
    }
}
