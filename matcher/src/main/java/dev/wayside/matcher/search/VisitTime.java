package dev.wayside.matcher.search;

import dev.wayside.kvstore.RsrpSeries;

/**
 * Makes how long a visit has lasted a dimension of its own: a window that lies earlier or later in its visit than the
 * query in its own counts as farther. At one speed, equal times since a cell was entered are equal places.
 *
 * @param samplesInVisit how many samples the query's visit has had, its newest included
 * @param sixteenthsPerSample what one sample of difference counts, in 1/16 dB per sample of the window
 */
public record VisitTime(int samplesInVisit, double sixteenthsPerSample) {

    /** Beyond this difference nothing is told apart any more; it keeps sums in range. */
    private static final double FARTHEST_SIXTEENTHS = 200.0 * RsrpSeries.STEPS_PER_DB;

    /** What a window adds to its squared distance, 1/256 dB^2, at least 0. */
    long squaredDistance(int windowSamplesInVisit, int length) {
        double difference = Math.abs(windowSamplesInVisit - samplesInVisit) * sixteenthsPerSample;
        double perSample = Math.min(difference, FARTHEST_SIXTEENTHS);
        return Math.round(length * perSample * perSample);
    }
}
