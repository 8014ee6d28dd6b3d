package dev.wayside.fusion;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The mean squared errors of several sources on other days, and the correlations of their errors. Immutable.
 *
 * <p>Second moments about zero: the goal is the minimum squared error, which includes a bias. Learned only from
 * outcomes with all the sources; correlations are shrunk towards zero ({@code CorrelationShrinkage}).
 *
 * @param domain domain of the errors
 * @param sources names, in the order of the others
 * @param variances mean squared error of each
 * @param correlations between the errors of each two, after shrinkage; 1 on the diagonal
 * @param shrinkage intensity of the shrinkage, 0 for none to 1
 * @param rows number of outcomes
 */
public record ErrorCovariance(
        Domain domain,
        List<String> sources,
        List<Double> variances,
        List<List<Double>> correlations,
        double shrinkage,
        int rows) {

    /** Minimum outcomes to learn from. Chosen: about ten for each source; shrinkage covers the rest. */
    public static final int MIN_ROWS = 100;

    /** @throws IllegalArgumentException if the lists do not match or the correlations are invalid */
    public ErrorCovariance {
        sources = List.copyOf(sources);
        variances = List.copyOf(variances);
        correlations = correlations.stream().map(List::copyOf).toList();
        variances.forEach(variance -> Limits.requireBetween("variance", variance, 0, Double.MAX_VALUE));
        requireCorrelations(sources.size(), variances.size(), correlations);
    }

    /**
     * Learns from the outcomes with all these sources.
     *
     * @return empty if they are fewer than {@value #MIN_ROWS}
     * @throws IllegalArgumentException if no source is named, or a value is negative and the domain logarithmic
     */
    public static Optional<ErrorCovariance> learn(List<String> sources, Domain domain, List<Outcome> outcomes) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a covariance needs the name of at least one source");
        }
        double[][] errors = outcomes.stream()
                .filter(outcome ->
                        sources.stream().allMatch(source -> outcome.find(source).isPresent()))
                .map(outcome -> errors(sources, domain, outcome))
                .toArray(double[][]::new);
        return errors.length < MIN_ROWS
                ? Optional.empty()
                : Optional.of(of(sources, domain, new Array2DRowRealMatrix(errors, false)));
    }

    private static ErrorCovariance of(List<String> sources, Domain domain, RealMatrix errors) {
        List<Double> variances = IntStream.range(0, sources.size())
                .mapToObj(i -> errors.getColumnVector(i))
                .map(column -> column.dotProduct(column) / errors.getRowDimension())
                .toList();
        CorrelationShrinkage shrinkage = new CorrelationShrinkage(errors, variances);
        return new ErrorCovariance(
                domain, sources, variances, shrinkage.shrunk(), shrinkage.intensity(), errors.getRowDimension());
    }

    double correlation(String one, String other) {
        return correlations.get(sources.indexOf(one)).get(sources.indexOf(other));
    }

    private static double[] errors(List<String> sources, Domain domain, Outcome outcome) {
        return sources.stream()
                .mapToDouble(source -> outcome.error(source, domain).orElseThrow())
                .toArray();
    }

    private static void requireCorrelations(int sources, int variances, List<List<Double>> correlations) {
        boolean square = sources == variances
                && sources == correlations.size()
                && correlations.stream().allMatch(row -> row.size() == sources);
        if (!square) {
            throw new IllegalArgumentException(sources + " sources need as many variances and correlations");
        }
        for (int i = 0; i < sources; i++) {
            for (int j = 0; j < sources; j++) {
                double correlation = correlations.get(i).get(j);
                Limits.requireBetween("correlation", correlation, i == j ? 1 : -1, 1);
                if (correlation != correlations.get(j).get(i)) {
                    throw new IllegalArgumentException("correlations must be the same both ways");
                }
            }
        }
    }
}
