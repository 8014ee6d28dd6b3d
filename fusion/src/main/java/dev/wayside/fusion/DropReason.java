package dev.wayside.fusion;

/** Why a source had no part in an estimate. */
public enum DropReason {
    /** The rule is not made of this source. */
    NOT_OF_THE_RULE("the rule does not use this source"),
    /** A history that trusts itself in nothing. */
    ZERO_CONFIDENCE("its confidence is zero"),
    /** Nothing says how good the source is, while it is known of others. */
    UNKNOWN_VARIANCE("its variance is unknown, and that of others is known"),
    /** It is farther from the fused ones than the threshold. */
    OUTSIDE_THRESHOLD("it differs from the sources that were fused by more than the fusion threshold"),
    /** Its weight came out as zero. */
    OUTWEIGHED("beside the others it gets no weight: they are exact, or it adds nothing to what they say"),
    /** The rule has learned weights for fewer sources than there are. */
    NOT_LEARNED("no weights were learned for it together with the others");

    private final String sentence;

    DropReason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words for a reader. */
    public String sentence() {
        return sentence;
    }
}
