package dev.wayside.fusion;

import java.util.List;

/** Turns error variances into weights. */
interface Weigher {

    /**
     * One share per source.
     *
     * @param variances one per source, above 0
     */
    Shares weigh(List<Source> sources, List<Double> variances);
}
