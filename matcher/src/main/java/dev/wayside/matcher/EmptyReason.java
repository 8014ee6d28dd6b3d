package dev.wayside.matcher;

/** Why a prediction is empty: it is an answer, not an error. */
public enum EmptyReason {
    /** The observation has fewer samples than are matched at all. */
    TOO_FEW_SAMPLES("the observation has fewer samples than the least that is matched"),
    /** The history holds no visit to the cell. */
    UNKNOWN_CELL("the history holds no visit to this cell"),
    /** All visits to the cell were on days left out. */
    ALL_DAYS_EXCLUDED("all visits to this cell were on days left out"),
    /** No visit that may be matched is as long as the observation. */
    VISITS_TOO_SHORT("no visit to this cell is as long as the observation");

    private final String sentence;

    EmptyReason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words for a reader. */
    public String sentence() {
        return sentence;
    }
}
