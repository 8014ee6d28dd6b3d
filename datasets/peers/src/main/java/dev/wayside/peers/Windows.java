package dev.wayside.peers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.wayside.kvstore.RsrpSeries;

/**
 * All windows of some series at stride 1, numbered through: those of the first series, then those of the second, and so
 * on. Immutable.
 */
final class Windows {

    private final List<RsrpSeries> series;
    private final int length;
    private final int[][] sixteenths;
    /** The first window of each series, and past the last series how many there are. */
    private final int[] firstWindow;

    /** @throws IllegalArgumentException if a series is shorter than a window */
    Windows(List<RsrpSeries> series, int length) {
        this.series = List.copyOf(series);
        this.length = length;
        this.sixteenths = series.stream().map(Windows::sixteenths).toArray(int[][]::new);
        this.firstWindow = new int[series.size() + 1];
        for (int i = 0; i < series.size(); i++) {
            firstWindow[i + 1] = firstWindow[i] + countIn(series.get(i), length);
        }
    }

    static int countIn(RsrpSeries series, int length) {
        if (series.length() < length) {
            throw new IllegalArgumentException(series.length() + " samples hold no window of " + length);
        }
        return series.length() - length + 1;
    }

    private static int[] sixteenths(RsrpSeries series) {
        return IntStream.range(0, series.length()).map(series::sixteenths).toArray();
    }

    int count() {
        return firstWindow[series.size()];
    }

    /** Samples per window. */
    int length() {
        return length;
    }

    List<RsrpSeries> series() {
        return series;
    }

    /** The number of the series' first window. */
    int firstOf(int seriesNumber) {
        return firstWindow[seriesNumber];
    }

    /** True if a window is the first of its series. */
    boolean startsSeries(int window) {
        return Arrays.binarySearch(firstWindow, window) >= 0;
    }

    RsrpSeries window(int window) {
        int from = offset(window);
        return series.get(seriesOf(window)).slice(from, from + length);
    }

    /** A window in dBm; exact. */
    float[] vector(int window) {
        int[] samples = sixteenths[seriesOf(window)];
        int from = offset(window);
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = samples[from + i] / (float) RsrpSeries.STEPS_PER_DB;
        }
        return vector;
    }

    /** A window in 1/16 dBm. */
    int[] samples(int window) {
        int from = offset(window);
        return Arrays.copyOfRange(sixteenths[seriesOf(window)], from, from + length);
    }

    /** Squared distance of a query to a window, 1/256 dB^2. */
    long squaredDistance(int[] query, int window) {
        return squaredDistance(query, sixteenths[seriesOf(window)], offset(window), Long.MAX_VALUE);
    }

    /**
     * The squared distance of a query to the window at {@code offset} of a series; anything greater than {@code limit}
     * where that is exceeded.
     */
    long squaredDistanceWithin(int[] query, int seriesNumber, int offset, long limit) {
        return squaredDistance(query, sixteenths[seriesNumber], offset, limit);
    }

    private static long squaredDistance(int[] query, int[] samples, int offset, long limit) {
        // The longest window of the widest range: 1,000 * 2,000^2 is within 64 bits, five samples are within 32.
        long sum = 0;
        for (int i = 0; i < query.length && sum <= limit; ) {
            int part = 0;
            for (int end = Math.min(query.length, i + 5); i < end; i++) {
                int difference = samples[offset + i] - query[i];
                part += difference * difference;
            }
            sum += part;
        }
        return sum;
    }

    private int seriesOf(int window) {
        int found = Arrays.binarySearch(firstWindow, window);
        return found >= 0 ? found : -found - 2;
    }

    private int offset(int window) {
        return window - firstWindow[seriesOf(window)];
    }
}
