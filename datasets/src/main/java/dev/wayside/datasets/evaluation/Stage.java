package dev.wayside.datasets.evaluation;

import java.util.List;

/** Bands of time for which factors are learned apart. */
final class Stage {
    /** Seconds since the cell was entered: just after a handover the short-term means lie in the old cell. */
    static final Stage VISIT = new Stage(1.0, 2.5, 5.0);

    /** Seconds since the measuring flow began anew: an application that downloads in pieces has a cycle of its own. */
    static final Stage FLOW = new Stage(1.0, 3.0, 5.0, 7.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0);

    private final List<Double> edgesSeconds;

    private Stage(Double... edgesSeconds) {
        this.edgesSeconds = List.of(edgesSeconds);
    }

    /** 0 before the first edge; NaN counts as beyond the last. */
    int band(double seconds) {
        int band = 0;
        while (band < edgesSeconds.size() && !(seconds < edgesSeconds.get(band))) {
            band++;
        }
        return band;
    }

    int bands() {
        return edgesSeconds.size() + 1;
    }

    /** What lies in a band, such as {@code 1 to 2.5 s}. */
    String name(int band) {
        String from = band == 0 ? "0" : text(edgesSeconds.get(band - 1));
        return band == edgesSeconds.size()
                ? "from " + from + " s"
                : from + " to " + text(edgesSeconds.get(band)) + " s";
    }

    private static String text(double seconds) {
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
    }

    int of(Moment.Where where) {
        return this == VISIT ? where.visitBand() : where.flowBand();
    }
}
