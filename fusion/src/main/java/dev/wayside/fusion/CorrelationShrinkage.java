package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Correlations of errors, shrunk towards none: (1 - l) R + l I.
 *
 * <p>The intensity l is the larger of two. (1) The one for the number of rows: sum Var(r_ij) / sum r_ij^2 over i != j
 * (Schaefer and Strimmer 2005, doi:10.2202/1544-6115.1175, target D, after Ledoit and Wolf 2004,
 * doi:10.1016/S0047-259X(03)00096-4). (2) The one that keeps the condition number of the result at or below 1,000,
 * because neighbouring moments are nearly the same row and (1) counts them as many: with e the extreme eigenvalues of
 * R, l / (1 - l) is at least (e_max - 1000 e_min) / 999.
 */
final class CorrelationShrinkage {

    /** Chosen: three of a double's sixteen digits are lost at most. */
    private static final double MAX_CONDITION = 1_000;

    private final RealMatrix correlations;
    private final double intensity;

    /** @param variances mean square of each column */
    CorrelationShrinkage(RealMatrix errors, List<Double> variances) {
        RealMatrix standardised = standardise(errors, variances);
        int sources = variances.size();
        correlations = new Array2DRowRealMatrix(sources, sources);
        double squares = 0;
        double doubts = 0;
        for (int i = 0; i < sources; i++) {
            correlations.setEntry(i, i, 1);
            for (int j = 0; j < i; j++) {
                double[] products = standardised
                        .getColumnVector(i)
                        .ebeMultiply(standardised.getColumnVector(j))
                        .toArray();
                double correlation = Math.max(-1, Math.min(1, mean(products)));
                correlations.setEntry(i, j, correlation);
                correlations.setEntry(j, i, correlation);
                squares += correlation * correlation;
                doubts += varianceOfMean(products, correlation);
            }
        }
        double sampling = squares > 0 ? Math.min(1, doubts / squares) : 0;
        intensity = Math.max(sampling, conditioning());
    }

    double intensity() {
        return intensity;
    }

    List<List<Double>> shrunk() {
        List<List<Double>> shrunk = new ArrayList<>();
        for (int i = 0; i < correlations.getRowDimension(); i++) {
            List<Double> row = new ArrayList<>();
            for (int j = 0; j < correlations.getColumnDimension(); j++) {
                row.add(i == j ? 1 : (1 - intensity) * correlations.getEntry(i, j));
            }
            shrunk.add(row);
        }
        return shrunk;
    }

    private double conditioning() {
        double[] eigenvalues = new EigenDecomposition(correlations).getRealEigenvalues();
        double minEigenvalue = Arrays.stream(eigenvalues).min().orElseThrow();
        double maxEigenvalue = Arrays.stream(eigenvalues).max().orElseThrow();
        double odds = Math.max(0, (maxEigenvalue - MAX_CONDITION * minEigenvalue) / (MAX_CONDITION - 1));
        return odds / (1 + odds);
    }

    private static RealMatrix standardise(RealMatrix errors, List<Double> variances) {
        RealMatrix standardised = errors.copy();
        for (int column = 0; column < variances.size(); column++) {
            double deviation = Math.sqrt(variances.get(column));
            // A source without errors correlates with none.
            double factor = deviation > 0 ? 1 / deviation : 0;
            standardised.setColumnVector(column, errors.getColumnVector(column).mapMultiply(factor));
        }
        return standardised;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double varianceOfMean(double[] values, double mean) {
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return squares / (values.length - 1) / values.length;
    }
}
