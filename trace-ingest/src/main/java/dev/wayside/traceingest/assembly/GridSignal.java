package dev.wayside.traceingest.assembly;

import java.util.Arrays;

import dev.wayside.kvstore.RsrpSeries;

/**
 * The RSRP of one visit on the grid, row by row: the mean of the rows in a step, and a straight line over steps without
 * rows. The newest step is open, because more rows may fall in it; the steps before it are closed.
 */
final class GridSignal {

    private short[] closedSixteenths = new short[128];
    private int closed;
    private long interpolated;
    private long firstStep;
    private long openStep;
    private double openSumDbm;
    private int openCount;

    GridSignal(long firstStep) {
        this.firstStep = firstStep;
        this.openStep = firstStep;
    }

    /** Adds a row; {@code gridStep} never decreases. */
    void add(long gridStep, double rsrpDbm) {
        if (gridStep != openStep) {
            close();
            openStep = gridStep;
        }
        openSumDbm += rsrpDbm;
        openCount++;
    }

    /** Closes the open step; no more rows may follow. */
    void end() {
        close();
    }

    /** The grid step of the first sample that is kept. */
    long firstStep() {
        return firstStep;
    }

    int closedSteps() {
        return closed;
    }

    /** Number of steps so far without a row. */
    long interpolatedSteps() {
        return interpolated;
    }

    /** The first {@code count} closed steps. */
    RsrpSeries first(int count) {
        return RsrpSeries.ofSixteenths(closedSixteenths, count);
    }

    /** The heap that it takes, about. */
    long heapBytes() {
        return (long) closedSixteenths.length * Short.BYTES;
    }

    /** Drops the first {@code count} closed steps. */
    void drop(int count) {
        System.arraycopy(closedSixteenths, count, closedSixteenths, 0, closed - count);
        closed -= count;
        firstStep += count;
    }

    private void close() {
        int index = Math.toIntExact(openStep - firstStep);
        if (index >= closedSixteenths.length) {
            closedSixteenths = Arrays.copyOf(closedSixteenths, Math.max(index + 1, closedSixteenths.length * 2));
        }
        short sample = (short) Math.round(openSumDbm / openCount * RsrpSeries.STEPS_PER_DB);
        drawLine(index, sample);
        closedSixteenths[index] = sample;
        closed = index + 1;
        openSumDbm = 0;
        openCount = 0;
    }

    private void drawLine(int to, short sample) {
        int from = closed - 1;
        for (int i = closed; i < to; i++) {
            double share = (double) (i - from) / (to - from);
            double between = closedSixteenths[from] + share * (sample - closedSixteenths[from]);
            closedSixteenths[i] = (short) Math.round(between);
            interpolated++;
        }
    }
}
