package dev.wayside.peers;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The input of every peer: windows to search, queries, and the true results.
 *
 * @param sampleIntervalMillis from one sample to the next, ms
 * @param base the windows of the cell's visits
 * @param queries windows of drives; a series is a stretch of one drive
 * @param truth for each query the numbers of its nearest windows, nearest first
 */
record Workload(int sampleIntervalMillis, Windows base, Windows queries, List<int[]> truth) {

    /** The queries in dBm: what a caller hands over, made beforehand. */
    float[][] queryVectors() {
        return IntStream.range(0, queries.count()).mapToObj(queries::vector).toArray(float[][]::new);
    }

    /** Share of the nearest windows that an answer holds, or others as near; over all queries. */
    double recall(WindowPeer peer, int candidates) throws IOException {
        long found = 0;
        long sought = 0;
        for (int query = 0; query < queries.count(); query++) {
            int[] samples = queries.samples(query);
            int[] nearest = truth.get(query);
            long farthest = base.squaredDistance(samples, nearest[nearest.length - 1]);
            for (int window : peer.nearest(query, candidates)) {
                found += base.squaredDistance(samples, window) <= farthest ? 1 : 0;
            }
            sought += nearest.length;
        }
        return (double) found / sought;
    }
}
