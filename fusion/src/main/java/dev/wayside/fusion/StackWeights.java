package dev.wayside.fusion;

import java.util.List;

/**
 * Factors for one set of sources.
 *
 * @param sources names
 * @param factors one per source, at least 0
 * @param constant added constant, in the domain
 * @param correction factor for the value after it leaves the logarithmic domain, so that its mean over the outcomes is
 *     that of the truths (a smearing factor, after Duan 1983, doi:10.1080/01621459.1983.10478017); 1 in the linear
 *     domain, and for learned medians
 * @param variance of the residuals, in the domain
 * @param rows number of training outcomes
 */
record StackWeights(
        List<String> sources, List<Double> factors, double constant, double correction, double variance, int rows) {

    StackWeights {
        sources = List.copyOf(sources);
        factors = List.copyOf(factors);
        factors.forEach(factor -> Limits.requireBetween("factor", factor, 0, Double.MAX_VALUE));
        if (sources.size() != factors.size()) {
            throw new IllegalArgumentException(sources.size() + " sources need as many factors, not " + factors.size());
        }
    }

    double factor(String source) {
        return factors.get(sources.indexOf(source));
    }
}
