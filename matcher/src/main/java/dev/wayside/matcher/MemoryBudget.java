package dev.wayside.matcher;

/**
 * The memory of a matcher for answers without the store.
 *
 * @param indexBytes for the signal of cells, 5.5 bytes a sample at stride 1; at least 0. A cell that does not fit is
 *     read again for each request
 * @param performanceBytes for the performance after past matches; at least 0
 */
public record MemoryBudget(long indexBytes, long performanceBytes) {

    /** The shares of the heap are chosen: more than half of it stays free. */
    private static final int INDEX_DIVISOR = 4;

    private static final int PERFORMANCE_DIVISOR = 8;

    /** @throws IllegalArgumentException if a number is negative */
    public MemoryBudget {
        if (indexBytes < 0 || performanceBytes < 0) {
            throw new IllegalArgumentException("a budget cannot be negative: " + indexBytes + ", " + performanceBytes);
        }
    }

    /** A quarter of the maximum heap for indexes, an eighth for performance. */
    public static MemoryBudget ofHeap() {
        long heapBytes = Runtime.getRuntime().maxMemory();
        return new MemoryBudget(heapBytes / INDEX_DIVISOR, heapBytes / PERFORMANCE_DIVISOR);
    }
}
