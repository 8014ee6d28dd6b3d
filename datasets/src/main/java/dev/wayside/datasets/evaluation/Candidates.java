package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.wayside.datasets.estimate.Estimator;
import dev.wayside.datasets.estimate.SourceKind;
import dev.wayside.datasets.estimate.Target;
import dev.wayside.fusion.Domain;
import dev.wayside.fusion.ErrorCovariance;
import dev.wayside.fusion.ErrorPredictor;
import dev.wayside.fusion.FusionRule;
import dev.wayside.fusion.Outcome;
import dev.wayside.fusion.Source;
import dev.wayside.fusion.VarianceCurve;

/** The rules that are scored for one target. */
final class Candidates {

    private static final List<String> AVERAGED_SHORT =
            SourceKind.names(SourceKind.LAST_VALUE, SourceKind.MEAN_5S, SourceKind.MEDIAN_20, SourceKind.RIDE_MEAN);
    private static final List<String> AVERAGED = SourceKind.names(
            SourceKind.LAST_VALUE,
            SourceKind.MEAN_5S,
            SourceKind.MEDIAN_20,
            SourceKind.RIDE_MEAN,
            SourceKind.CELL_MEDIAN,
            SourceKind.HISTORY);

    /** Sources that are scored by themselves. */
    private static final List<SourceKind> SINGLE = List.of(
            SourceKind.LAST_VALUE,
            SourceKind.MEAN_1S,
            SourceKind.MEAN_5S,
            SourceKind.MEAN_30S,
            SourceKind.HARMONIC_MEAN,
            SourceKind.MEDIAN_5,
            SourceKind.MEDIAN_20,
            SourceKind.RIDE_MEAN,
            SourceKind.CELL_MEAN,
            SourceKind.CELL_MEDIAN,
            SourceKind.CELL_RSRP,
            SourceKind.HISTORY);

    private Candidates() {}

    static List<Candidate> of(Target target) {
        Domain logarithms = target.logarithms();
        List<Candidate> candidates = new ArrayList<>();
        for (SourceKind kind : SINGLE) {
            candidates.add(
                    Candidate.fixed(FusionRule.only(kind.sourceName()), kind.compareTo(SourceKind.CELL_MEAN) >= 0));
        }
        candidates.add(Candidate.fixed(Estimator.uncalibratedRule(), true));
        candidates.add(Candidate.learned("calibrated", true, rows -> calibrated(logarithms, rows)));
        candidates.add(
                Candidate.learned("correlated-short", false, rows -> correlated(AVERAGED_SHORT, logarithms, rows)));
        candidates.add(Candidate.learned("correlated", true, rows -> correlated(AVERAGED, logarithms, rows)));
        StackRecipe.of(target).forEach(recipe -> candidates.add(Candidate.of(recipe)));
        return candidates;
    }

    private static FusionRule calibrated(Domain domain, List<Row> rows) {
        Map<String, VarianceCurve> curves = curves(AVERAGED, domain, outcomes(rows));
        return curves.isEmpty() ? reference() : FusionRule.calibrated(curves, FusionRule.NO_THRESHOLD);
    }

    private static FusionRule correlated(List<String> sources, Domain domain, List<Row> rows) {
        List<Outcome> outcomes = outcomes(rows);
        Optional<ErrorCovariance> covariance = ErrorCovariance.learn(sources, domain, outcomes);
        return covariance
                .map(learned ->
                        FusionRule.correlated(learned, curves(sources, domain, outcomes), FusionRule.NO_THRESHOLD))
                .orElseGet(Candidates::reference);
    }

    private static Map<String, VarianceCurve> curves(List<String> sources, Domain domain, List<Outcome> outcomes) {
        Map<String, VarianceCurve> curves = new LinkedHashMap<>();
        for (String source : sources) {
            ErrorPredictor predictor =
                    source.equals(Source.HISTORY) ? ErrorPredictor.CONFIDENCE : ErrorPredictor.COEFFICIENT_OF_VARIATION;
            VarianceCurve.learn(source, predictor, domain, outcomes).ifPresent(curve -> curves.put(source, curve));
        }
        return curves;
    }

    private static FusionRule reference() {
        return FusionRule.only(SourceKind.REFERENCE.sourceName());
    }

    private static List<Outcome> outcomes(List<Row> rows) {
        return rows.stream().map(Row::outcome).toList();
    }
}
