package dev.wayside.fusion;

/** What learning makes as small as it can. */
public enum Loss {
    /** The mean squared error: estimates become means. */
    SQUARED,
    /** The mean absolute error: estimates become medians, which single bad moments cannot move. */
    ABSOLUTE
}
