package dev.wayside.peers;

import java.io.IOException;
import java.util.List;

/** A library that holds all windows of a workload and finds the nearest of them. For one thread. */
interface WindowPeer extends AutoCloseable {

    /** The measured library, with its version. */
    String version();

    /** The possible numbers of candidates, ascending; a single number for an exact search. */
    List<Integer> candidateNumbers();

    /** The numbers of at most {@value NearestWindows#K} windows, nearest first. */
    int[] nearest(int query, int candidates) throws IOException;

    /** Size of its data, including the windows. */
    long bytes() throws IOException;

    @Override
    void close() throws IOException;
}
