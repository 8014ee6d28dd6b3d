package dev.wayside.matcher;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;

/**
 * What was measured past the end of one match.
 *
 * @param performance the performance of the stretch the match lies in
 * @param firstSample position in it of the first sample past the window
 * @param steps samples in a look-ahead; the trace may end before
 * @param weight of the match
 */
record LookAhead(PerformanceSeries performance, int firstSample, int steps, double weight) {

    /** The value {@code step} samples past the first one beyond the window, if it was measured. */
    OptionalDouble at(Quantity quantity, int step) {
        int sample = firstSample + step;
        double value = sample < performance.length() ? performance.value(quantity, sample) : Double.NaN;
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The mean of what was measured of a quantity. */
    OptionalDouble mean(Quantity quantity) {
        return IntStream.range(0, steps)
                .mapToObj(step -> at(quantity, step))
                .flatMapToDouble(OptionalDouble::stream)
                .average();
    }
}
