package dev.wayside.matcher.search;

/**
 * The grouping of a cell's windows. A <em>step</em> is one stride: window u of a stretch starts at its sample u *
 * stride. A <em>run</em> is a few successive windows that are similar, ruled out or measured together. A <em>block</em>
 * is as many successive samples as a run spans, whose sum represents them in the filter: so each block of the windows
 * of one run is the first block of those of a later run.
 *
 * @param stride samples from one window to the next
 * @param runSteps windows per run: a power of two, at most {@link #LANES}
 * @param blockSamples samples per block, at most {@value #MAX_BLOCK_SAMPLES}, and no more than a run spans
 */
record WindowGrid(int stride, int runSteps, int blockSamples) {

    /** Windows whose distances are computed together: a 256-bit vector of floats. */
    static final int LANES = 8;

    /**
     * Chosen: windows whose distances are computed together if most of a stretch is needed; four sums hide the latency.
     */
    static final int WIDE_LANES = 4 * LANES;

    /** Maximum block: sums of 8 samples fit 16 bits. */
    static final int MAX_BLOCK_SAMPLES = 8;

    static WindowGrid ofStride(int stride) {
        int runSteps = Integer.highestOneBit(Math.max(1, LANES / stride));
        return new WindowGrid(stride, runSteps, Math.min(MAX_BLOCK_SAMPLES, runSteps * stride));
    }

    /** Windows per half run; 0 where a run is a single window. */
    int halfRunSteps() {
        return runSteps / 2;
    }

    /** Steps that {@code samples} samples take. */
    int steps(int samples) {
        return (samples + stride - 1) / stride;
    }

    /** Samples from the start of a block to the start of the next one of the same window. */
    int blockStrideSamples() {
        return runSteps * stride;
    }

    /** Number of whole blocks in a window of {@code samples} samples. */
    int blocksIn(int samples) {
        return samples < blockSamples ? 0 : (samples - blockSamples) / blockStrideSamples() + 1;
    }

    /** First step at or past {@code steps} where a stretch may begin: a run never spans two stretches. */
    int aligned(int steps) {
        return (steps + runSteps - 1) / runSteps * runSteps;
    }
}
