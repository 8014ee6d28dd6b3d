package dev.wayside.fusion;

/** Why there is no estimate: it is an answer, not an error. */
public enum EmptyReason {
    /** There was nothing to fuse. */
    NO_SOURCES("no source was given"),
    /** Each source says why. */
    ALL_DROPPED("every source was dropped");

    private final String sentence;

    EmptyReason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words for a reader. */
    public String sentence() {
        return sentence;
    }
}
