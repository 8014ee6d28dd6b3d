package dev.wayside.fusion;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** The weights of the sources, at least 0 with sum 1, and the variance of their mean. */
record Shares(List<Double> ofSources, OptionalDouble variance) {

    /** Equal weights. */
    static Shares equal(int sources, OptionalDouble variance) {
        return new Shares(Collections.nCopies(sources, 1.0 / sources), variance);
    }
}
