package dev.wayside.fusion;

import java.util.List;

/** The calculation of weights from error variances. */
interface Weigher {

    /**
     * One share per source.
     *
     * @param variances one per source, above 0
     */
    Shares weigh(List<Source> sources, List<Double> variances);
}
