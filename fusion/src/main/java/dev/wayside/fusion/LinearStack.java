package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Learned factors, none negative, and a constant: the estimate is constant + sum w_i v_i in the domain. Stacked
 * regression (Breiman 1996, doi:10.1007/BF00117832). Immutable.
 *
 * <p>Unlike the weights of a mean the factors need not add up to 1: a common overestimate is corrected, and noisy
 * sources draw the estimate towards the mean.
 *
 * <p>Missing sources: factors are learned for each set of sources that occurred together, from all outcomes with at
 * least these, and for each source alone. A case uses its own set, or otherwise the largest learned subset (among
 * equals that of the minimum variance); the other sources are dropped.
 *
 * <p>An estimate lies within the range of the training truths and the given sources together.
 *
 * @param domain domain of the sum; see {@code StackWeights} for the way back from logarithms
 * @param sources names of the sources it was learned for
 * @param weights one entry per set of sources with enough outcomes
 * @param minTruth minimum training truth, in the quantity's unit
 * @param maxTruth maximum training truth, in the quantity's unit
 */
public record LinearStack(
        Domain domain, List<String> sources, List<StackWeights> weights, double minTruth, double maxTruth) {

    /** Minimum outcomes for the factors of a set. Chosen: about ten for each source. */
    public static final int MIN_ROWS = 100;

    /** Maximum number of sources. Chosen: each of their subsets may have factors. */
    public static final int MAX_SOURCES = 12;

    /** @throws IllegalArgumentException if the truths are NaN or out of order */
    public LinearStack {
        sources = List.copyOf(sources);
        weights = List.copyOf(weights);
        Limits.requireValue("minimum truth", minTruth);
        Limits.requireBetween("maximum truth", maxTruth, minTruth, Limits.MAX_VALUE);
    }

    /**
     * Learns from outcomes; sources of other names are ignored. Cost: (sets seen) x (outcomes) x (sources)^2.
     *
     * @return empty if no set of sources has {@value #MIN_ROWS} outcomes
     * @throws IllegalArgumentException if there are no names or too many, or a value is negative and the domain
     *     logarithmic
     */
    public static Optional<LinearStack> learn(List<String> sources, Domain domain, List<Outcome> outcomes) {
        return learn(sources, domain, Loss.SQUARED, outcomes);
    }

    /** As above, with another loss than the squared error. */
    public static Optional<LinearStack> learn(List<String> sources, Domain domain, Loss loss, List<Outcome> outcomes) {
        Limits.requireBetween("number of stacked sources", sources.size(), 1, MAX_SOURCES);
        StackColumns columns = new StackColumns(sources, domain, outcomes);
        List<StackWeights> weights = new ArrayList<>();
        for (int together : columns.setsSeen()) {
            StackColumns rows = columns.withAtLeast(together);
            if (rows.count() >= MIN_ROWS) {
                weights.add(new StackFit(rows, domain, loss).weights());
            }
        }
        return weights.isEmpty()
                ? Optional.empty()
                : Optional.of(new LinearStack(
                        domain,
                        sources,
                        weights,
                        outcomes.stream().mapToDouble(Outcome::truth).min().orElseThrow(),
                        outcomes.stream().mapToDouble(Outcome::truth).max().orElseThrow()));
    }

    /** The factors for the given sources. */
    Optional<StackWeights> weightsFor(Set<String> atHand) {
        return weights.stream()
                .filter(candidate -> atHand.containsAll(candidate.sources()))
                .max(Comparator.comparingInt(
                                (StackWeights candidate) -> candidate.sources().size())
                        .thenComparing(Comparator.comparingDouble(StackWeights::variance)
                                .reversed()));
    }
}
