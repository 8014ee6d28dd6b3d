package dev.wayside.fusion;

/** The loss that learning minimises. */
public enum Loss {
    /** The mean squared error: estimates become means. */
    SQUARED,
    /** The mean absolute error: estimates become medians, which single outliers cannot move. */
    ABSOLUTE
}
