package dev.wayside.fusion.numeric;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealVector;

/**
 * Coefficients b that maximise the log-likelihood of logistic regression less half the sum of their squares, without
 * that of the intercept (the first).
 *
 * <p>Newton's method, that is iteratively reweighted least squares; a step without gain is halved. The penalty makes
 * the maximum unique and finite also if the events are perfectly separable. le Cessie and van Houwelingen (1992),
 * doi:10.2307/2347628.
 */
public final class LogisticFit {

    /** The limits are chosen: Newton's method needs a few steps, and the rest is rounding. */
    private static final int MAX_STEPS = 100;

    private static final double CONVERGED = 1e-10;
    private static final double MIN_STEP = 1e-9;

    private final double[][] design;
    private final double[] outcomes;

    /**
     * @param design a row per case; its first column all 1, the others of about unit variance
     * @param outcomes 1 or 0 per case, both among them
     */
    public LogisticFit(double[][] design, double[] outcomes) {
        this.design = design;
        this.outcomes = outcomes;
    }

    /** The probability of log-odds. */
    public static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    public double[] coefficients() {
        RealVector coefficients = new ArrayRealVector(design[0].length);
        coefficients.setEntry(0, baseLogOdds());
        for (int step = 0; step < MAX_STEPS; step++) {
            RealVector newton = newtonStep(coefficients);
            double length = usefulLength(coefficients, newton);
            coefficients = coefficients.add(newton.mapMultiply(length));
            if (length * newton.getLInfNorm() < CONVERGED) {
                break;
            }
        }
        return coefficients.toArray();
    }

    private double baseLogOdds() {
        double share = Arrays.stream(outcomes).average().orElseThrow();
        return Math.log(share / (1 - share));
    }

    private RealVector newtonStep(RealVector coefficients) {
        int size = coefficients.getDimension();
        double[] gradient = penalised(coefficients).mapMultiply(-1).toArray();
        double[][] information = new double[size][size];
        for (int i = 1; i < size; i++) {
            information[i][i] = 1;
        }
        for (int row = 0; row < design.length; row++) {
            double probability = probability(dot(design[row], coefficients));
            add(design[row], outcomes[row] - probability, probability * (1 - probability), gradient, information);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                information[j][i] = information[i][j];
            }
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(information, false))
                .getSolver()
                .solve(new ArrayRealVector(gradient, false));
    }

    /** Adds to the lower triangle only; the columns of absence are mostly 0. */
    private static void add(double[] row, double residual, double weight, double[] gradient, double[][] information) {
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                gradient[i] += residual * row[i];
                double weighted = weight * row[i];
                for (int j = 0; j <= i; j++) {
                    information[i][j] += weighted * row[j];
                }
            }
        }
    }

    private double usefulLength(RealVector from, RealVector step) {
        double before = objective(from);
        double length = 1;
        while (length > MIN_STEP && objective(from.add(step.mapMultiply(length))) < before) {
            length /= 2;
        }
        return length > MIN_STEP ? length : 0;
    }

    private double objective(RealVector coefficients) {
        RealVector penalised = penalised(coefficients);
        double objective = -penalised.dotProduct(penalised) / 2;
        for (int row = 0; row < design.length; row++) {
            double logOdds = dot(design[row], coefficients);
            // log(p) or log(1 - p), without overflow.
            double against = outcomes[row] > 0 ? -logOdds : logOdds;
            objective -= Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against)));
        }
        return objective;
    }

    private static RealVector penalised(RealVector coefficients) {
        RealVector penalised = coefficients.copy();
        penalised.setEntry(0, 0);
        return penalised;
    }

    private static double dot(double[] row, RealVector coefficients) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * coefficients.getEntry(i);
        }
        return sum;
    }
}
