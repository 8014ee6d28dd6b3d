package dev.wayside.traceingest.row;

import java.util.Arrays;

import dev.wayside.kvstore.Quantity;

/** The values of one row that were measured next to the signal, by quantity; NaN for one that was not. Immutable. */
public final class Measurements {

    /** Nothing measured. */
    public static final Measurements NONE = new Measurements(nothing());

    private final double[] byCode;

    private Measurements(double[] byCode) {
        this.byCode = byCode;
    }

    /** A copy of values in the order of {@link Quantity#code()}. */
    public static Measurements copyOf(double[] byCode) {
        return new Measurements(byCode.clone());
    }

    /** As many NaN as there are quantities. */
    public static double[] nothing() {
        double[] values = new double[Quantity.values().length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** These measurements and one more value. */
    Measurements with(Quantity quantity, double value) {
        Measurements more = copyOf(byCode);
        more.byCode[quantity.code()] = value;
        return more;
    }

    /** The value of a quantity; NaN if it was not measured. */
    public double value(Quantity quantity) {
        return byCode[quantity.code()];
    }
}
