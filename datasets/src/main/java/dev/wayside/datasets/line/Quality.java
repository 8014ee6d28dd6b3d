package dev.wayside.datasets.line;

/**
 * Performance of one row.
 *
 * @param downlinkBps throughput since the row before, bit/s
 * @param uplinkBps likewise
 * @param rttMillis round trip at the row's instant
 * @param loss ratio of packets lost, 0 to 1
 */
record Quality(long downlinkBps, long uplinkBps, double rttMillis, double loss) {}
