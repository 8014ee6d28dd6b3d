package dev.wayside.kvstore;

/**
 * One stretch of a visit as it is written: its signal and its performance.
 *
 * @param signal the signal
 * @param performance on the same grid from the same first sample; continues past the signal by up to the look-ahead, as
 *     far as the trace goes
 */
public record Visit(VisitSignal signal, PerformanceSeries performance) {

    /** @throws IllegalArgumentException if the performance is shorter than the signal */
    public Visit {
        if (performance.length() < signal.rsrp().length()) {
            throw new IllegalArgumentException("the performance of a visit covers at least its signal");
        }
    }
}
