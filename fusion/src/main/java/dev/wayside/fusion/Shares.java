package dev.wayside.fusion;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** How much each source counts, at least 0 and adding up to 1, and the variance of the mean they give. */
record Shares(List<Double> ofSources, OptionalDouble variance) {

    /** Where nothing tells sources apart. */
    static Shares equal(int sources, OptionalDouble variance) {
        return new Shares(Collections.nCopies(sources, 1.0 / sources), variance);
    }
}
