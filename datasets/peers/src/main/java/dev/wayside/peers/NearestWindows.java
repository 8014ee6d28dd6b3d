package dev.wayside.peers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The nearest windows to each query, from a scan of all of them in integers. The first one among equals. */
final class NearestWindows {

    /** Number of neighbours for every peer. */
    static final int K = 10;

    private final Windows base;
    private final long[] distances = new long[K];
    private final int[] windows = new int[K];
    private int count;

    private NearestWindows(Windows base) {
        this.base = base;
    }

    /** The nearest windows of every query, nearest first. */
    static List<int[]> ofAll(Windows queries, Windows base) {
        return IntStream.range(0, queries.count())
                .parallel()
                .mapToObj(query -> new NearestWindows(base).find(queries.samples(query)))
                .toList();
    }

    private int[] find(int[] query) {
        for (int series = 0; series < base.series().size(); series++) {
            int first = base.firstOf(series);
            int end = base.firstOf(series + 1);
            for (int window = first; window < end; window++) {
                long limit = count < K ? Long.MAX_VALUE : distances[K - 1];
                long distance = base.squaredDistanceWithin(query, series, window - first, limit);
                if (count < K || distance < limit) {
                    insert(window, distance);
                }
            }
        }
        return Arrays.copyOf(windows, count);
    }

    private void insert(int window, long distance) {
        int at = count < K ? count++ : K - 1;
        while (at > 0 && distances[at - 1] > distance) {
            distances[at] = distances[at - 1];
            windows[at] = windows[at - 1];
            at--;
        }
        distances[at] = distance;
        windows[at] = window;
    }
}
