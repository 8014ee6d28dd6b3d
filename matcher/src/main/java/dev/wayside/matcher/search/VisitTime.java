package dev.wayside.matcher.search;

import dev.wayside.kvstore.RsrpSeries;

/**
 * The time in the visit as one more dimension: a window that lies earlier or later in its visit than the query in its
 * own counts as farther. At one speed, equal times since a cell was entered are equal places.
 *
 * @param samplesInVisit samples of the query's visit so far, including the newest
 * @param sixteenthsPerSample added distance per sample of difference, in 1/16 dB per sample of the window
 */
public record VisitTime(int samplesInVisit, double sixteenthsPerSample) {

    /** Chosen: the cap of the difference, which keeps sums in range. It is beyond the 125 dB range of RSRP. */
    private static final double FARTHEST_SIXTEENTHS = 200.0 * RsrpSeries.STEPS_PER_DB;

    /** The part of the time in a window's squared distance, 1/256 dB^2, at least 0. */
    long squaredDistance(int windowSamplesInVisit, int length) {
        double difference = Math.abs(windowSamplesInVisit - samplesInVisit) * sixteenthsPerSample;
        double perSample = Math.min(difference, FARTHEST_SIXTEENTHS);
        return Math.round(length * perSample * perSample);
    }
}
