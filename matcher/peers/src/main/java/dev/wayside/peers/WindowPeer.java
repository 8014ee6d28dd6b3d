package dev.wayside.peers;

import java.io.IOException;
import java.util.List;

/** A library that holds all windows of a workload and finds the nearest of them. For one thread. */
interface WindowPeer extends AutoCloseable {

    /** What is measured, with the version of the library. */
    String version();

    /** How many candidates it can be told to look at, fewest first; a single number where it looks at all. */
    List<Integer> candidateNumbers();

    /** The numbers of at most {@value NearestWindows#K} windows, nearest first. */
    int[] nearest(int query, int candidates) throws IOException;

    /** Size of what it keeps, the windows included. */
    long bytes() throws IOException;

    @Override
    void close() throws IOException;
}
