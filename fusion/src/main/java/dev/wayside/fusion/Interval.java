package dev.wayside.fusion;

/**
 * The interval that holds the truth with a stated probability.
 *
 * @param coverage that probability, 0 to 1
 * @param lower lower end, in the quantity's unit
 * @param upper upper end, in the quantity's unit
 */
public record Interval(double coverage, double lower, double upper) {

    /** Both ends included. */
    public boolean contains(double truth) {
        return truth >= lower && truth <= upper;
    }
}
