package dev.wayside.fusion;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import dev.wayside.fusion.numeric.NonNegativeQuadratic;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The weights of at least 0 with sum 1 that minimise w'Cw.
 *
 * <p>The u of at least 0 that minimises u'Cu/2 - 1'u is a multiple of them, and w'Cw = 1/sum(u). If no bound is active,
 * u = C^-1 1. It is solved in units of each source's own standard deviation, v_i = u_i s_i, where the matrix is the
 * correlation R: minimise v'Rv/2 - sum(v_i / s_i).
 */
final class CorrelatedVariances implements Weigher {

    private final ErrorCovariance covariance;

    CorrelatedVariances(ErrorCovariance covariance) {
        this.covariance = covariance;
    }

    @Override
    public Shares weigh(List<Source> sources, List<Double> variances) {
        double minVariance =
                variances.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        RealVector inverseDeviations = new ArrayRealVector(variances.stream()
                .mapToDouble(variance -> Math.sqrt(minVariance / variance))
                .toArray());
        RealVector scaled = new NonNegativeQuadratic(correlations(sources), inverseDeviations).minimum();
        double[] weights = scaled.ebeMultiply(inverseDeviations).toArray();
        double total = Arrays.stream(weights).sum();
        List<Double> shares =
                Arrays.stream(weights).map(weight -> weight / total).boxed().toList();
        return new Shares(shares, OptionalDouble.of(minVariance / total));
    }

    private RealMatrix correlations(List<Source> sources) {
        RealMatrix correlations = new Array2DRowRealMatrix(sources.size(), sources.size());
        for (int i = 0; i < sources.size(); i++) {
            for (int j = 0; j < sources.size(); j++) {
                correlations.setEntry(
                        i,
                        j,
                        covariance.correlation(
                                sources.get(i).name(), sources.get(j).name()));
            }
        }
        return correlations;
    }
}
