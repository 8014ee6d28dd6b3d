package dev.wayside.fusion;

/**
 * The scale on which values are fused and errors are measured: linear, or natural logarithms. Immutable.
 *
 * <p>Variances belong to a domain: in the linear one their unit is the square of the quantity's, in the logarithmic one
 * they are pure numbers (0.01 is about 10 % of the value).
 *
 * @param kind linear, or logarithmic for heavy-tailed quantities such as throughput
 * @param floor the minimum value of the logarithmic domain, in the quantity's unit: smaller values, including zero,
 *     count as this; above 0 there, 0 in the linear domain
 */
public record Domain(Kind kind, double floor) {

    /** The linear domain: values as they are. */
    public static final Domain LINEAR = new Domain(Kind.LINEAR, 0);

    /** Minimum floor. Chosen: its square does not underflow. */
    private static final double MIN_FLOOR = 1e-100;

    /** The transformation of values. */
    public enum Kind {
        /** As they are. */
        LINEAR,
        /** Natural logarithms; no value may be negative. */
        LOGARITHMIC
    }

    /** @throws IllegalArgumentException if the floor is out of its range */
    public Domain {
        double min = kind == Kind.LINEAR ? 0 : MIN_FLOOR;
        Limits.requireBetween("floor", floor, min, kind == Kind.LINEAR ? 0 : Limits.MAX_VALUE);
    }

    /**
     * Natural logarithms.
     *
     * @param floor the value that smaller ones count as, in the quantity's unit, 1e-100 to 1e100
     */
    public static Domain logarithmic(double floor) {
        return new Domain(Kind.LOGARITHMIC, floor);
    }

    /** @throws IllegalArgumentException if the value is negative and the domain logarithmic */
    double enter(double value) {
        if (kind == Kind.LINEAR) {
            return value;
        }
        if (value < 0) {
            throw new IllegalArgumentException("a negative value has no logarithm: " + value);
        }
        return Math.log(Math.max(floor, value));
    }

    /** The value in the quantity's unit, at most 1e100 in magnitude. */
    double leave(double place) {
        double value = kind == Kind.LINEAR ? place : Math.exp(place);
        return Math.max(-Limits.MAX_VALUE, Math.min(Limits.MAX_VALUE, value));
    }

    /** The minimum value that a place may represent: zero counts as the floor. */
    double leaveDownwards(double place) {
        return kind == Kind.LOGARITHMIC && place <= Math.log(floor) ? 0 : leave(place);
    }

    /**
     * A variance in the square of the quantity's unit, converted to this domain. For logarithms it is that of the
     * log-normal distribution with this mean and variance, ln(1 + s^2 / m^2).
     */
    double enterVariance(double value, double variance) {
        if (kind == Kind.LINEAR) {
            return variance;
        }
        double mean = Math.max(floor, value);
        return Math.log1p(Math.min(Double.MAX_VALUE, variance / (mean * mean)));
    }
}
