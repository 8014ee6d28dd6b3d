package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.wayside.fusion.numeric.NonNegativeQuadratic;
import dev.wayside.fusion.numeric.StandardColumn;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The fit of the factors of one set of sources: non-negative least squares on standardised columns, with a ridge of
 * (sources / rows), like one uninformative outcome per source. The ridge separates sources that are nearly equal, and
 * fades with more outcomes.
 *
 * <p>The absolute error is minimised by weighing each outcome with 1 / |residual| and fitting again (iteratively
 * reweighted least squares; Schlossmacher 1973, doi:10.1080/01621459.1973.10481457).
 */
final class StackFit {

    /** Chosen: the number of rounds of reweighted least squares. */
    private static final int REWEIGHTINGS = 25;
    /** Chosen: residuals below this share of the truths' deviation count the same, which bounds the weights. */
    private static final double MIN_RESIDUAL = 0.01;

    private final StackColumns rows;
    private final Domain domain;
    private final Loss loss;
    private final double[][] columns;
    private final double[] truths;
    private final double[] weights;

    private double[] factors;
    private double constant;

    /** @param rows at least two, each with all the sources */
    StackFit(StackColumns rows, Domain domain, Loss loss) {
        this.rows = rows;
        this.domain = domain;
        this.loss = loss;
        this.columns = rows.columns();
        this.truths = rows.places();
        this.weights = new double[truths.length];
        this.factors = new double[columns.length];
        Arrays.fill(weights, 1);
        fit();
        for (int i = 0; loss == Loss.ABSOLUTE && i < REWEIGHTINGS; i++) {
            reweigh();
            fit();
        }
    }

    StackWeights weights() {
        return new StackWeights(
                rows.sources(),
                Arrays.stream(factors).boxed().toList(),
                constant,
                correction(),
                variance(),
                rows.count());
    }

    private void fit() {
        StandardColumn truth = StandardColumn.of(truths, weights);
        List<StandardColumn> standard = new ArrayList<>();
        for (double[] column : columns) {
            standard.add(StandardColumn.of(column, weights));
        }
        double[][] values =
                standard.stream().map(column -> column.standard().toArray()).toArray(double[][]::new);
        RealVector solved = new NonNegativeQuadratic(
                        gram(values), products(values, truth.standard().toArray()))
                .minimum();
        constant = truth.mean();
        factors = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            factors[i] =
                    solved.getEntry(i) * truth.deviation() / standard.get(i).divisor();
            constant -= factors[i] * standard.get(i).mean();
        }
    }

    private void reweigh() {
        double minResidual = MIN_RESIDUAL * StandardColumn.of(truths).divisor();
        double total = 0;
        for (int row = 0; row < weights.length; row++) {
            weights[row] = 1 / Math.max(minResidual, Math.abs(truths[row] - fitted(row)));
            total += weights[row];
        }
        for (int row = 0; row < weights.length; row++) {
            weights[row] *= weights.length / total;
        }
    }

    private double fitted(int row) {
        double fitted = constant;
        for (int i = 0; i < columns.length; i++) {
            fitted += factors[i] * columns[i][row];
        }
        return fitted;
    }

    private RealMatrix gram(double[][] standard) {
        RealMatrix gram = new Array2DRowRealMatrix(columns.length, columns.length);
        for (int i = 0; i < columns.length; i++) {
            for (int j = 0; j <= i; j++) {
                double product = meanProduct(standard[i], standard[j]);
                gram.setEntry(i, j, product);
                gram.setEntry(j, i, product);
            }
            gram.addToEntry(i, i, columns.length / (double) truths.length);
        }
        return gram;
    }

    private RealVector products(double[][] standard, double[] truth) {
        RealVector products = new ArrayRealVector(columns.length);
        for (int i = 0; i < columns.length; i++) {
            products.setEntry(i, meanProduct(standard[i], truth));
        }
        return products;
    }

    private double meanProduct(double[] one, double[] other) {
        double sum = 0;
        for (int row = 0; row < weights.length; row++) {
            sum += weights[row] * one[row] * other[row];
        }
        return sum / weights.length;
    }

    private double variance() {
        if (StandardColumn.of(truths).deviation() == 0) {
            // The rest is rounding.
            return 0;
        }
        double squares = 0;
        for (int row = 0; row < truths.length; row++) {
            double residual = truths[row] - fitted(row);
            squares += residual * residual;
        }
        return squares / Math.max(1, truths.length - columns.length - 1);
    }

    private double correction() {
        if (domain.kind() == Domain.Kind.LINEAR || loss == Loss.ABSOLUTE) {
            return 1;
        }
        double estimates = 0;
        for (int row = 0; row < truths.length; row++) {
            estimates += domain.leave(fitted(row));
        }
        return rows.sumOfTruths() / estimates;
    }
}
