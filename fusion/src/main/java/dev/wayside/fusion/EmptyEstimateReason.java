package dev.wayside.fusion;

/** The reason for an empty estimate, which is an answer and not an error. */
public enum EmptyEstimateReason {
    /** No source was given. */
    NO_SOURCES("no source was given"),
    /** All sources were dropped; each has its reason. */
    ALL_DROPPED("every source was dropped");

    private final String sentence;

    EmptyEstimateReason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words. */
    public String sentence() {
        return sentence;
    }
}
