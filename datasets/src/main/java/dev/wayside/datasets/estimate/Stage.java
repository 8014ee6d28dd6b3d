package dev.wayside.datasets.estimate;

import java.util.List;

/** Bands of time for which factors are learned apart. */
public final class Stage {

    /** Seconds since the cell was entered: just after a handover the short-term means lie in the old cell. */
    public static final Stage VISIT = new Stage("visit", false, 0.5, 1.0, 2.5, 5.0, 10.0);

    /**
     * Seconds since the measuring flow started again: an application that downloads in pieces has a cycle of its own.
     * One band more is for flows that hardly fill the link.
     */
    public static final Stage FLOW =
            new Stage("flow", true, 1.0, 3.0, 5.0, 7.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0);

    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final double LIGHT_BPS = 3e6;

    private final String name;
    private final boolean tellsLightFlows;
    private final List<Double> edgesSeconds;

    private Stage(String name, boolean tellsLightFlows, Double... edgesSeconds) {
        this.name = name;
        this.tellsLightFlows = tellsLightFlows;
        this.edgesSeconds = List.of(edgesSeconds);
    }

    /** Stands for the stage in what is stored. */
    public String name() {
        return name;
    }

    /** 0 before the first edge; NaN counts as beyond the last. */
    public int band(double seconds) {
        int band = 0;
        while (band < edgesSeconds.size() && !(seconds < edgesSeconds.get(band))) {
            band++;
        }
        return band;
    }

    /** As above, but the last band for a flow that has had less than 3 Mbit/s on the ride so far. */
    public int bandOfFlow(double seconds, double rideMeanBps) {
        return rideMeanBps < LIGHT_BPS ? bands() - 1 : band(seconds);
    }

    public int bands() {
        return edgesSeconds.size() + (tellsLightFlows ? 2 : 1);
    }

    /** Text for a band, such as {@code 1 to 2.5 s}. */
    public String name(int band) {
        String from = band == 0 ? "0" : text(edgesSeconds.get(band - 1));
        return band == edgesSeconds.size()
                ? "from " + from + " s"
                : from + " to " + text(edgesSeconds.get(band)) + " s";
    }

    private static String text(double seconds) {
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
    }
}
