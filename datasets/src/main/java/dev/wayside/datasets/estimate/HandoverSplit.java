package dev.wayside.datasets.estimate;

import java.util.List;
import java.util.stream.IntStream;

import dev.wayside.matcher.PastPass;

/**
 * Means of the matches over a horizon, cut where each of them left the cell. All are weighted means over the matches
 * that measured the quantity within the horizon, NaN if none did; a share of the horizon is one of its measured
 * samples.
 */
final class HandoverSplit {

    private double weights;
    private double stayingShares;
    private double before;
    private double after;
    private double recentWeights;
    private double recentMeans;

    /** @param recentSamples how far back the matches' own recent mean goes, in this cell only */
    HandoverSplit(List<PastPass> passes, int horizonSteps, int stepMillis, int recentSamples) {
        for (PastPass pass : passes) {
            add(pass, horizonSteps, stepMillis);
            addRecent(pass, recentSamples);
        }
    }

    private void add(PastPass pass, int horizonSteps, int stepMillis) {
        long handover = pass.handoverAheadMillis().orElse(Long.MAX_VALUE);
        int measured = 0;
        int staying = 0;
        double sumBefore = 0;
        double sumAfter = 0;
        for (int step = 0; step < Math.min(horizonSteps, pass.samplesAhead()); step++) {
            double value = pass.ahead(step);
            if (Double.isNaN(value)) {
                continue;
            }
            measured++;
            if ((step + 1L) * stepMillis <= handover) {
                staying++;
                sumBefore += value;
            } else {
                sumAfter += value;
            }
        }
        if (measured > 0) {
            weights += pass.weight();
            stayingShares += pass.weight() * staying / measured;
            before += pass.weight() * sumBefore / measured;
            after += pass.weight() * sumAfter / measured;
        }
    }

    private void addRecent(PastPass pass, int recentSamples) {
        IntStream.range(0, Math.min(recentSamples, pass.samplesBefore()))
                .mapToDouble(pass::before)
                .filter(value -> !Double.isNaN(value))
                .average()
                .ifPresent(mean -> {
                    recentWeights += pass.weight();
                    recentMeans += pass.weight() * mean;
                });
    }

    /** True if any match measured anything within the horizon. */
    boolean isEmpty() {
        return weights == 0;
    }

    /** Share of the horizon before the handover, 0 to 1. */
    double staying() {
        return stayingShares / weights;
    }

    /** The part of the mean that lies before the handover. */
    double before() {
        return before / weights;
    }

    /** The part that lies after it; the two add up to the mean over the horizon. */
    double after() {
        return after / weights;
    }

    /** Mean of the matches' newest samples in this cell up to now. */
    double recentMean() {
        return recentMeans / recentWeights;
    }
}
