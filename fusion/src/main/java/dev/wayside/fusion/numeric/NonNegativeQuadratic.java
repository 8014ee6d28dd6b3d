package dev.wayside.fusion.numeric;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The minimum of x'Gx/2 - c'x over x of at least 0, for a positive definite G of about unit diagonal: non-negative
 * least squares with G = A'A and c = A'b.
 *
 * <p>Active sets: the free variables solve their own equations; the one with the largest gain becomes free next, and
 * those that would turn negative are fixed at 0 again. Lawson and Hanson (1974), chapter 23, on the normal equations as
 * in Bro and de Jong (1997), doi:10.1002/(SICI)1099-128X(199709/10)11:5&lt;393::AID-CEM483&gt;3.0.CO;2-L. Each round
 * lowers the value, so that no set of free variables repeats.
 */
public final class NonNegativeQuadratic {

    /** Chosen: a relative gain below this is rounding. */
    private static final double TOLERANCE = 1e-12;

    private final RealMatrix g;
    private final RealVector c;
    private final double minGain;
    private final List<Integer> free = new ArrayList<>();

    public NonNegativeQuadratic(RealMatrix g, RealVector c) {
        this.g = g;
        this.c = c;
        this.minGain = TOLERANCE * c.getLInfNorm();
    }

    /** The solution; to be called once. */
    public RealVector minimum() {
        RealVector x = new ArrayRealVector(c.getDimension());
        for (int next = steepest(x); next >= 0; next = steepest(x)) {
            free.add(next);
            RealVector better = settle(x);
            if (!(value(better) < value(x))) {
                // The remaining gain is rounding error.
                return x;
            }
            x = better;
        }
        return x;
    }

    /** The fixed variable whose increase lowers the value most, or -1 if none does. */
    private int steepest(RealVector x) {
        RealVector descent = c.subtract(g.operate(x));
        int steepest = -1;
        for (int i = 0; i < x.getDimension(); i++) {
            boolean gains = !free.contains(i) && descent.getEntry(i) > minGain;
            if (gains && (steepest < 0 || descent.getEntry(i) > descent.getEntry(steepest))) {
                steepest = i;
            }
        }
        return steepest;
    }

    private RealVector settle(RealVector from) {
        RealVector x = from;
        RealVector wanted = unbounded();
        while (!free.stream().map(wanted::getEntry).allMatch(entry -> entry > 0)) {
            double way = 1;
            for (int i : free) {
                if (wanted.getEntry(i) <= 0) {
                    way = Math.min(way, x.getEntry(i) / (x.getEntry(i) - wanted.getEntry(i)));
                }
            }
            x = x.add(wanted.subtract(x).mapMultiply(way));
            hold(x);
            wanted = unbounded();
        }
        return wanted;
    }

    /** Fixes the free variables that have reached 0. */
    private void hold(RealVector x) {
        free.removeIf(i -> x.getEntry(i) <= minGain);
        for (int i = 0; i < x.getDimension(); i++) {
            if (!free.contains(i)) {
                x.setEntry(i, 0);
            }
        }
    }

    private RealVector unbounded() {
        RealVector x = new ArrayRealVector(c.getDimension());
        if (free.isEmpty()) {
            return x;
        }
        int[] rows = free.stream().mapToInt(Integer::intValue).toArray();
        RealVector target =
                new ArrayRealVector(free.stream().mapToDouble(c::getEntry).toArray());
        RealVector solved = new CholeskyDecomposition(g.getSubMatrix(rows, rows))
                .getSolver()
                .solve(target);
        for (int i = 0; i < rows.length; i++) {
            x.setEntry(rows[i], solved.getEntry(i));
        }
        return x;
    }

    private double value(RealVector x) {
        return g.operate(x).dotProduct(x) / 2 - c.dotProduct(x);
    }
}
