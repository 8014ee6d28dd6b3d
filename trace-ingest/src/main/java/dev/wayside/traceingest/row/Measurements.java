package dev.wayside.traceingest.row;

import dev.wayside.kvstore.Quantity;

/**
 * The values of one row that were measured next to the signal, by quantity; NaN for one that was not. Takes time and
 * memory only for the quantities that were measured. Immutable.
 */
public final class Measurements {

    /** Nothing measured. */
    public static final Measurements NONE = new Measurements(0, new double[0]);

    private final int codes;
    private final double[] values;

    private Measurements(int codes, double[] values) {
        this.codes = codes;
        this.values = values;
    }

    /**
     * A copy of the measured ones of some values.
     *
     * @param codes the measured quantities, a bit for each {@link Quantity#code()}
     * @param byCode a value for each quantity
     */
    static Measurements copyOf(int codes, double[] byCode) {
        if (codes == 0) {
            return NONE;
        }
        double[] values = new double[Integer.bitCount(codes)];
        int at = 0;
        for (int rest = codes; rest != 0; rest &= rest - 1) {
            values[at++] = byCode[Integer.numberOfTrailingZeros(rest)];
        }
        return new Measurements(codes, values);
    }

    /** These measurements and one more value. */
    Measurements with(Quantity quantity, double value) {
        double[] byCode = new double[Quantity.values().length];
        int at = 0;
        for (int rest = codes; rest != 0; rest &= rest - 1) {
            byCode[Integer.numberOfTrailingZeros(rest)] = values[at++];
        }
        byCode[quantity.code()] = value;
        return copyOf(codes | bit(quantity), byCode);
    }

    /** The value of a quantity; NaN if it was not measured. */
    public double value(Quantity quantity) {
        int bit = bit(quantity);
        return (codes & bit) == 0 ? Double.NaN : values[Integer.bitCount(codes & bit - 1)];
    }

    /** The measured quantities, a bit for each {@link Quantity#code()}. */
    public int codes() {
        return codes;
    }

    /** The value of the measured quantity at a position in the order of their codes. */
    public double valueAt(int position) {
        return values[position];
    }

    static int bit(Quantity quantity) {
        return 1 << quantity.code();
    }
}
