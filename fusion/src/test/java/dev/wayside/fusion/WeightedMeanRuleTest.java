package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand. */
class WeightedMeanRuleTest {

    private static final Set<String> SOURCES = Set.of("a", "b", "c", Source.HISTORY);
    private static final FusionRule MVUE = FusionRule.mvue(SOURCES, Domain.LINEAR, FusionRule.NO_THRESHOLD);

    /** (10/4 + 20/1) / (1/4 + 1/1) = 22.5 / 1.25 = 18; 1 / 1.25 = 0.8. */
    @Test
    void weighsByInverseVariance() {
        FusedEstimate estimate = MVUE.fuse(List.of(Source.of("a", 10, 4), Source.of("b", 20, 1)));
        assertThat(estimate.value()).hasValue(18);
        assertThat(estimate.variance()).hasValue(0.8);
        assertThat(estimate.domain()).isEqualTo(Domain.LINEAR);
        assertThat(estimate.used())
                .containsExactly(
                        new FusedEstimate.Used(Source.of("a", 10, 4), 0.2),
                        new FusedEstimate.Used(Source.of("b", 20, 1), 0.8));
        assertThat(estimate.dropped()).isEmpty();
        assertThat(estimate.emptyReason()).isEmpty();
    }

    /**
     * Consensus (8 + 12) / 2 = 10; the short-term variance is 50 / 10^2 = 0.5 normalised, weight 2; history has weight
     * 0.5. (2 * 8 + 0.5 * 12) / 2.5 = 8.8; 1 / 2.5 = 0.4 normalised, 40 in units.
     */
    @Test
    void historyEntersWithItsConfidenceInUnitsOfTheSquaredConsensus() {
        FusedEstimate estimate =
                MVUE.fuse(List.of(Source.of("a", 8, 50), Source.history(12, OptionalDouble.of(1e9), 0.5)));
        assertThat(estimate.value().orElseThrow()).isCloseTo(8.8, within(1e-12));
        assertThat(estimate.variance().orElseThrow()).isCloseTo(40, within(1e-12));
    }

    /**
     * s^2/v^2 = 3, so ln(1 + 3) = 2 ln 2 for a; 1/0.25 = 4 for history. Shares 4 and 2 ln 2 over their sum, of ln 1 = 0
     * and ln e^2 = 2.
     */
    @Test
    void inTheLogarithmicDomainVariancesAreRelativeAsTheyAre() {
        FusionRule rule = FusionRule.mvue(SOURCES, Domain.logarithmic(1e-3), FusionRule.NO_THRESHOLD);
        FusedEstimate estimate =
                rule.fuse(List.of(Source.of("a", 1, 3), Source.history(Math.exp(2), OptionalDouble.empty(), 0.25)));
        double logVariance = 2 * Math.log(2);
        assertThat(Math.log(estimate.value().orElseThrow()))
                .isCloseTo(2 * logVariance / (4 + logVariance), within(1e-12));
        assertThat(estimate.variance().orElseThrow()).isCloseTo(4 * logVariance / (4 + logVariance), within(1e-12));
        assertThat(estimate.domain().kind()).isEqualTo(Domain.Kind.LOGARITHMIC);
    }

    @Test
    void zeroCountsAsTheFloorAmongLogarithms() {
        FusionRule rule = FusionRule.mvue(SOURCES, Domain.logarithmic(0.01), FusionRule.NO_THRESHOLD);
        assertThat(rule.fuse(List.of(Source.of("a", 0), Source.of("b", 1)))
                        .value()
                        .orElseThrow())
                .isCloseTo(0.1, within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> rule.fuse(List.of(Source.of("a", -1))));
    }

    @Test
    void oneSourceAnswersAlone() {
        Source a = Source.of("a", 5, 2);
        FusedEstimate estimate = MVUE.fuse(List.of(a));
        assertThat(estimate.value()).hasValue(5);
        assertThat(estimate.variance()).hasValue(2);
        assertThat(estimate.used()).containsExactly(new FusedEstimate.Used(a, 1));
    }

    @Test
    void aHistoryOfNoConfidenceIsDroppedAlsoWhenAlone() {
        Source history = Source.history(5, OptionalDouble.of(1), 0);
        FusedEstimate estimate = MVUE.fuse(List.of(history));
        assertThat(estimate.value()).isEmpty();
        assertThat(estimate.variance()).isEmpty();
        assertThat(estimate.emptyReason()).hasValue(EmptyEstimateReason.ALL_DROPPED);
        assertThat(estimate.dropped()).containsExactly(new FusedEstimate.Dropped(history, DropReason.ZERO_CONFIDENCE));
    }

    @Test
    void nothingGivenIsSaidSo() {
        assertThat(MVUE.fuse(List.of()).emptyReason()).hasValue(EmptyEstimateReason.NO_SOURCES);
    }

    @Test
    void aVarianceOfZeroTakesAllTheWeight() {
        FusedEstimate estimate = MVUE.fuse(List.of(Source.of("a", 10, 0), Source.of("b", 20, 1e-200)));
        assertThat(estimate.value()).hasValue(10);
        assertThat(estimate.variance()).hasValue(0);
        assertThat(reasons(estimate)).containsExactly("b OUTWEIGHED");
    }

    /** Mean 11; variance of the mean of 10 and 12: ((1 + 1) / 1) / 2 = 1. */
    @Test
    void severalZeroVariancesThatDisagreeAreNotExact() {
        FusedEstimate estimate = MVUE.fuse(List.of(Source.of("a", 10, 0), Source.of("b", 12, 0)));
        assertThat(estimate.value()).hasValue(11);
        assertThat(estimate.variance()).hasValue(1);
        assertThat(MVUE.fuse(List.of(Source.of("a", 10, 0), Source.of("b", 10, 0)))
                        .variance())
                .hasValue(0);
    }

    @Test
    void anUnknownVarianceIsDroppedBesideKnownOnes() {
        FusedEstimate estimate = MVUE.fuse(List.of(Source.of("a", 10), Source.of("b", 20, 7)));
        assertThat(estimate.value()).hasValue(20);
        assertThat(reasons(estimate)).containsExactly("a UNKNOWN_VARIANCE");
    }

    @Test
    void unknownVariancesAloneCountTheSame() {
        FusedEstimate estimate = MVUE.fuse(List.of(Source.of("a", 10), Source.of("b", 20)));
        assertThat(estimate.value()).hasValue(15);
        assertThat(estimate.variance()).isEmpty();
    }

    @Test
    void aConsensusOfZeroLeavesConfidenceWithoutAUnit() {
        FusedEstimate alone = MVUE.fuse(List.of(Source.history(0, OptionalDouble.empty(), 0.5)));
        assertThat(alone.value()).hasValue(0);
        assertThat(alone.variance()).isEmpty();
        FusedEstimate nextToKnown =
                MVUE.fuse(List.of(Source.of("a", -1, 3), Source.history(1, OptionalDouble.empty(), 0.5)));
        assertThat(nextToKnown.value()).hasValue(-1);
        assertThat(reasons(nextToKnown)).containsExactly("history UNKNOWN_VARIANCE");
    }

    @Test
    void aSourceOutsideTheThresholdIsDroppedAndNamed() {
        FusionRule rule = FusionRule.mvue(SOURCES, Domain.LINEAR, 0.5);
        FusedEstimate estimate = rule.fuse(List.of(Source.of("a", 10, 1), Source.of("b", 6, 1), Source.of("c", 4, 1)));
        // 4 and 6 agree as 6 and 10 do; of equal weight, the lower group.
        assertThat(estimate.value()).hasValue(5);
        assertThat(reasons(estimate)).containsExactly("a OUTSIDE_THRESHOLD");
    }

    @Test
    void theGroupWithMoreWeightStays() {
        FusionRule rule = FusionRule.mvue(SOURCES, Domain.LINEAR, 0.5);
        FusedEstimate estimate =
                rule.fuse(List.of(Source.of("a", 100, 1), Source.of("b", 10, 3), Source.of("c", 10, 3)));
        assertThat(estimate.value()).hasValue(100);
        assertThat(reasons(estimate)).containsExactly("b OUTSIDE_THRESHOLD", "c OUTSIDE_THRESHOLD");
    }

    @Test
    void noThresholdFusesAlsoOppositeSigns() {
        assertThat(MVUE.fuse(List.of(Source.of("a", -10, 1), Source.of("b", 10, 1)))
                        .used())
                .hasSize(2);
    }

    @Test
    void sourcesOfOtherNamesAreLeftOutByName() {
        FusedEstimate estimate = MVUE.fuse(List.of(Source.of("a", 10, 1), Source.of("z", 20, 1)));
        assertThat(estimate.value()).hasValue(10);
        assertThat(reasons(estimate)).containsExactly("z NOT_OF_THE_RULE");
    }

    @Test
    void twoSourcesOfOneNameAreAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MVUE.fuse(List.of(Source.of("a", 1), Source.of("a", 2))))
                .withMessageContaining("two sources are named a");
    }

    @Test
    void theThresholdHasARange() {
        assertThatIllegalArgumentException().isThrownBy(() -> FusionRule.mvue(SOURCES, Domain.LINEAR, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> FusionRule.mvue(SOURCES, Domain.LINEAR, -0.1));
    }

    @Test
    void extremeVariancesOverflowNothing() {
        FusedEstimate estimate = MVUE.fuse(List.of(
                Source.of("a", 1e100, Double.MIN_VALUE),
                Source.of("b", -1e100, 1e200),
                Source.history(1e100, OptionalDouble.empty(), Double.MIN_VALUE)));
        assertThat(estimate.value()).hasValue(1e100);
        assertThat(estimate.variance().orElseThrow()).isFinite();
    }

    /** The curve, not the variance stated, decides: 4 for a, 1 for b. */
    @Test
    void calibratedTakesTheMeasuredError() {
        FusionRule rule = FusionRule.calibrated(
                Map.of("a", flat(4, Domain.LINEAR), "b", flat(1, Domain.LINEAR)), FusionRule.NO_THRESHOLD);
        FusedEstimate estimate = rule.fuse(List.of(Source.of("a", 10, 1e-9), Source.of("b", 20), Source.of("c", 1)));
        assertThat(estimate.value()).hasValue(18);
        assertThat(estimate.variance()).hasValue(0.8);
        assertThat(reasons(estimate)).containsExactly("c NOT_OF_THE_RULE");
    }

    @Test
    void curvesOfSeveralDomainsAreAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FusionRule.calibrated(
                        Map.of("a", flat(4, Domain.LINEAR), "b", flat(1, Domain.logarithmic(1))), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> FusionRule.calibrated(Map.of(), 1));
    }

    @Test
    void aSingleSourceRuleBelievesItAndNamesTheOthers() {
        FusedEstimate estimate = FusionRule.only("b").fuse(List.of(Source.of("a", 1, 1), Source.of("b", 2, 9)));
        assertThat(estimate.rule()).isEqualTo("b");
        assertThat(estimate.value()).hasValue(2);
        assertThat(estimate.variance()).hasValue(9);
        assertThat(reasons(estimate)).containsExactly("a NOT_OF_THE_RULE");
        assertThat(FusionRule.only("b").fuse(List.of(Source.of("a", 1, 1))).emptyReason())
                .hasValue(EmptyEstimateReason.ALL_DROPPED);
    }

    @Test
    void theSimpleRulesAreNamedAsTheirSources() {
        assertThat(FusionRule.singleSources())
                .extracting(FusionRule::name)
                .containsExactly(
                        "last-value", "mean-5s", "mean-30s", "harmonic-mean", "cell-mean", "cell-rsrp", "history");
    }

    static VarianceCurve flat(double variance, Domain domain) {
        return new VarianceCurve(domain, ErrorPredictor.VARIANCE, MonotoneCurve.NONE, variance, 1);
    }

    private static List<String> reasons(FusedEstimate estimate) {
        return estimate.dropped().stream()
                .map(drop -> drop.source().name() + " " + drop.reason())
                .toList();
    }
}
