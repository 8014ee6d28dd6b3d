package dev.wayside.fusion;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A named way to fuse several sources into one estimate. Immutable and safe for use by any number of threads.
 *
 * <p>A rule uses certain sources, by name; it receives all sources and lists the dropped ones. Its result does not
 * depend on their order, and follows a change of unit.
 *
 * <p>Fusion threshold, for the rules that average: sources are fused only if they lie within it of one another, that is
 * {@code max - min <= threshold * max(|min|, |max|)}, as a share of the largest: 0.5 fuses 6 with 10 and not 4 with 10.
 * If not all agree, the group with the most weight stays; among equals the larger, then the one of lower values.
 * {@link #NO_THRESHOLD} accepts everything, 1 everything of one sign.
 */
public sealed interface FusionRule permits WeightedMeanRule, StackRule, SelectionRule {

    /** Two values never differ by more than twice the larger. */
    double NO_THRESHOLD = 2;

    /** The name of the rule in reports, such as {@code mvue}. */
    String name();

    /**
     * Fuses the given sources.
     *
     * @return an empty estimate with a reason if there is none
     * @throws IllegalArgumentException if two sources share a name, or a value is negative and the domain logarithmic
     */
    FusedEstimate fuse(List<Source> sources);

    /**
     * {@code mvue}: weights as 1/s^2, the variance of the estimate 1 / sum(1/s^2), with the stated s^2.
     *
     * <p>A source with a confidence c has 1/s^2 = c in units of the squared consensus m, that is s^2 = m^2 / c; the
     * consensus is the plain mean of the sources about to be fused. The others have their variance: dividing all by m^2
     * and multiplying the result by it is the same. In the logarithmic domain variances are already relative: 1/c, and
     * ln(1 + s^2/v^2) for a source of value v.
     *
     * <p>A confidence of zero drops its source. A consensus of zero leaves a confidence without a unit: the variance is
     * then unknown. An unknown variance drops its source, unless all are unknown: then they count the same, and the
     * variance of the estimate is unknown. A variance of zero takes all the weight; several share it equally, and if
     * they disagree the estimate's variance is that of their mean, since not all can be right.
     *
     * @param sources names of the sources it uses
     * @param threshold the fusion threshold, 0 to 2
     */
    static FusionRule mvue(Set<String> sources, Domain domain, double threshold) {
        return new WeightedMeanRule(
                "mvue", domain, threshold, new StatedVariances(sources, domain), new InverseVariances());
    }

    /**
     * {@code calibrated}: as {@code mvue}, but s^2 is the source's squared error on other days, by its confidence or
     * variance.
     *
     * @param curves one per source it uses, at least one, all of one domain
     * @param threshold the fusion threshold, 0 to 2
     * @throws IllegalArgumentException if there is no curve, or they are of several domains
     */
    static FusionRule calibrated(Map<String, VarianceCurve> curves, double threshold) {
        MeasuredVariances variances = MeasuredVariances.of(curves);
        return new WeightedMeanRule("calibrated", variances.domain(), threshold, variances, new InverseVariances());
    }

    /**
     * {@code correlated}: C^-1 1 / (1' C^-1 1) with the error covariance C of the sources, with no negative weight.
     *
     * <p>Negative weights would be right if C were known; learned, they amplify its errors and let the estimate leave
     * the range of its sources. So the variance w'Cw is minimised over weights of at least 0 (Jagannathan and Ma 2003,
     * doi:10.1111/1540-6261.00580); if no weight was negative, that is the formula. A source whose weight becomes 0 is
     * dropped as {@link DropReason#OUTWEIGHED}.
     *
     * @param covariance of the sources it uses
     * @param curves variances that follow confidence, for some or all of the sources: C_ij = r_ij s_i s_j with these
     *     instead of the covariance's own
     * @param threshold the fusion threshold, 0 to 2
     * @throws IllegalArgumentException if a curve is of another domain than the covariance
     */
    static FusionRule correlated(ErrorCovariance covariance, Map<String, VarianceCurve> curves, double threshold) {
        return new WeightedMeanRule(
                "correlated",
                covariance.domain(),
                threshold,
                MeasuredVariances.of(covariance, curves),
                new CorrelatedVariances(covariance));
    }

    /**
     * {@code linear-stack}: the learned weighted sum; see {@link LinearStack}. No threshold: it learned what
     * disagreement means.
     */
    static FusionRule linearStack(LinearStack stack) {
        return linearStack("linear-stack", stack);
    }

    /** The same under the name of its recipe. */
    static FusionRule linearStack(String name, LinearStack stack) {
        return new StackRule(name, stack);
    }

    /** The rule, named after the source, that uses one source alone. */
    static FusionRule only(String source) {
        return new SelectionRule(source);
    }

    /**
     * The baselines, a source each: last value, means of 5 s and 30 s, harmonic mean, cell mean, (cell, RSRP), and
     * history alone.
     */
    static List<FusionRule> singleSources() {
        return List.of(
                only(Source.LAST_VALUE),
                only(Source.MEAN_5S),
                only(Source.MEAN_30S),
                only(Source.HARMONIC_MEAN),
                only(Source.CELL_MEAN),
                only(Source.CELL_RSRP),
                only(Source.HISTORY));
    }
}
