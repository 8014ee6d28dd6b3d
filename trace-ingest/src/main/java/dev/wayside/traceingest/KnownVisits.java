package dev.wayside.traceingest;

/**
 * The counts of a log's visits that give nothing, or nothing new.
 *
 * @param tooShort visits that are shorter than a window
 * @param alreadyThere visits that are stored already, as they are or longer, and stay as they are
 * @param overlapping visits whose samples are stored under another trace, too: the same drive, which counts twice
 * @param renamedTraces traces whose first rows are those of a stored trace, and whose others are not
 */
public record KnownVisits(long tooShort, long alreadyThere, long overlapping, long renamedTraces) {

    /** None. */
    public static final KnownVisits NONE = new KnownVisits(0, 0, 0, 0);

    /** The sum of both. */
    public KnownVisits plus(KnownVisits other) {
        return new KnownVisits(
                tooShort + other.tooShort,
                alreadyThere + other.alreadyThere,
                overlapping + other.overlapping,
                renamedTraces + other.renamedTraces);
    }
}
