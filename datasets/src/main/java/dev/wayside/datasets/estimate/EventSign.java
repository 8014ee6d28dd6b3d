package dev.wayside.datasets.estimate;

/** What the radio says before a handover or a disruption; none needs a history. */
public enum EventSign {
    RSRP(0, "rsrp"),
    SLOPE(1, "slope-3s"),
    NEIGHBOUR(2, "neighbour-above-serving"),
    NEIGHBOUR_SLOPE(3, "neighbour-slope-3s"),
    IN_CELL(4, "log-seconds-in-cell");

    private static final double SLOPE_MILLIS = 3_000;

    private final int place;
    private final String feature;

    EventSign(int place, String feature) {
        this.place = place;
        this.feature = feature;
    }

    /** How many steps a slope goes back. */
    public static int slopeSteps(int stepMillis) {
        return Math.max(1, (int) (SLOPE_MILLIS / stepMillis));
    }

    public String feature() {
        return feature;
    }

    /** Where its value lies in an array of all. */
    public int place() {
        return place;
    }
}
