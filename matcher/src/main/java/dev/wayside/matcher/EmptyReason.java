package dev.wayside.matcher;

/** The reason for an empty prediction, which is an answer and not an error. */
public enum EmptyReason {
    /** The observation has fewer samples than the minimum for a match. */
    TOO_FEW_SAMPLES("the observation has fewer samples than the minimum for a match"),
    /** The history holds no visit to the cell. */
    UNKNOWN_CELL("the history holds no visit to this cell"),
    /** All visits to the cell were on excluded days. */
    ALL_DAYS_EXCLUDED("all visits to this cell were on excluded days"),
    /** No visit on the other days is as long as the observation. */
    VISITS_TOO_SHORT("no visit to this cell is as long as the observation");

    private final String sentence;

    EmptyReason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words. */
    public String sentence() {
        return sentence;
    }
}
