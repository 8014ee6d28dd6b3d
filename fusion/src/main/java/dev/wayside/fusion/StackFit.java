package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Learns the factors of one set of sources by non-negative least squares on standardised columns, with a ridge of
 * (sources / rows): as if one outcome per source had said that it knows nothing. It keeps sources that say nearly the
 * same apart, and fades as outcomes come in.
 */
final class StackFit {

    private final List<String> sources;
    private final Domain domain;
    private final List<Outcome> outcomes;
    private final List<StandardColumn> columns = new ArrayList<>();
    private final StandardColumn truth;

    /** @param outcomes at least two, each with all the sources */
    StackFit(List<String> sources, Domain domain, List<Outcome> outcomes) {
        this.sources = sources;
        this.domain = domain;
        this.outcomes = outcomes;
        for (String source : sources) {
            columns.add(StandardColumn.of(outcomes.stream()
                    .mapToDouble(outcome ->
                            domain.enter(outcome.find(source).orElseThrow().value()))
                    .toArray()));
        }
        this.truth = StandardColumn.of(outcomes.stream()
                .mapToDouble(outcome -> domain.enter(outcome.truth()))
                .toArray());
    }

    StackWeights weights() {
        RealVector standard = new NonNegativeQuadratic(gram(), products()).minimum();
        List<Double> factors = new ArrayList<>();
        double constant = truth.mean();
        for (int i = 0; i < columns.size(); i++) {
            double factor =
                    standard.getEntry(i) * truth.deviation() / columns.get(i).divisor();
            factors.add(factor);
            constant -= factor * columns.get(i).mean();
        }
        RealVector fitted = columnMatrix().operate(standard);
        return new StackWeights(sources, factors, constant, correction(fitted), variance(fitted), outcomes.size());
    }

    private RealMatrix gram() {
        RealMatrix ridge = MatrixUtils.createRealIdentityMatrix(columns.size())
                .scalarMultiply(columns.size() / (double) outcomes.size());
        RealMatrix standard = columnMatrix();
        RealMatrix gram = standard.transpose()
                .multiply(standard)
                .scalarMultiply(1.0 / outcomes.size())
                .add(ridge);
        // Rounding must not make it lopsided.
        return gram.add(gram.transpose()).scalarMultiply(0.5);
    }

    private RealVector products() {
        return columnMatrix().preMultiply(truth.standard()).mapDivide(outcomes.size());
    }

    private RealMatrix columnMatrix() {
        RealMatrix matrix = new Array2DRowRealMatrix(outcomes.size(), columns.size());
        for (int i = 0; i < columns.size(); i++) {
            matrix.setColumnVector(i, columns.get(i).standard());
        }
        return matrix;
    }

    /** @param fitted in standard units */
    private double variance(RealVector fitted) {
        RealVector residuals = truth.standard().subtract(fitted).mapMultiply(truth.deviation());
        int degreesOfFreedom = Math.max(1, outcomes.size() - sources.size() - 1);
        return residuals.dotProduct(residuals) / degreesOfFreedom;
    }

    private double correction(RealVector fitted) {
        if (domain.kind() == Domain.Kind.LINEAR) {
            return 1;
        }
        RealVector places = fitted.mapMultiply(truth.deviation()).mapAdd(truth.mean());
        double estimates = new ArrayRealVector(places.map(domain::leave)).getL1Norm();
        return outcomes.stream().mapToDouble(Outcome::truth).sum() / estimates;
    }
}
