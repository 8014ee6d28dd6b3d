package dev.wayside.fusion;

/** The reason for the absence of a source from an estimate. */
public enum DropReason {
    /** The rule does not use this source. */
    NOT_OF_THE_RULE("the rule does not use this source"),
    /** A history with a confidence of zero. */
    ZERO_CONFIDENCE("its confidence is zero"),
    /** The variance of the source is unknown, while that of others is known. */
    UNKNOWN_VARIANCE("its variance is unknown, and that of others is known"),
    /** The source is farther from the fused ones than the threshold. */
    OUTSIDE_THRESHOLD("it differs from the sources that were fused by more than the fusion threshold"),
    /** The weight of the source is zero. */
    OUTWEIGHED("its weight is zero: the others are exact, or it adds no information to them"),
    /** The rule has learned weights for fewer sources than are given. */
    NOT_LEARNED("no weights were learned for it together with the others");

    private final String sentence;

    DropReason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words. */
    public String sentence() {
        return sentence;
    }
}
