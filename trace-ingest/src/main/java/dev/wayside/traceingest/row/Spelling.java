package dev.wayside.traceingest.row;

import dev.wayside.kvstore.CarrierName;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.CellName;
import org.jspecify.annotations.Nullable;

/**
 * A name as a log writes it and as the history spells it.
 *
 * @param written the name in the log
 * @param name the name in the history; empty if there is none
 * @param fault the reason why the name cannot be a key, or null
 * @param detail the offending value
 */
record Spelling(String written, String name, @Nullable Rejection fault, String detail) {

    static final Spelling NONE = new Spelling("", "", null, "");

    /** The decoder's mark for bytes that are not of the charset. */
    private static final char REPLACEMENT = '\uFFFD';

    /** A part of a key that is checked without the other part. */
    private static final String ANY = "any";

    static Spelling ofCell(String written) {
        String name = CellName.of(written);
        if (CellName.isRounded(written)) {
            return faulty(written, Rejection.CELL_ROUNDED, "cell " + written);
        }
        return CellName.isUnknown(name)
                ? faulty(written, Rejection.CELL_UNKNOWN, "cell " + written)
                : checked(written, ANY, name, name);
    }

    /** The name of a place that represents the cell; it is Wayside's own. */
    static Spelling ofPlace(String written) {
        return checked(written, ANY, written, written);
    }

    static Spelling ofCarrier(String written) {
        try {
            String name = CarrierName.of(written);
            return name.isEmpty() ? new Spelling(written, "", null, "") : checked(written, name, ANY, name);
        } catch (IllegalArgumentException e) {
            return faulty(written, Rejection.CARRIER_AMBIGUOUS, written);
        }
    }

    private static Spelling checked(String written, String carrier, String cellId, String name) {
        if (name.indexOf(REPLACEMENT) >= 0) {
            return faulty(written, Rejection.NAME_NOT_DECODED, name);
        }
        try {
            new CellKey(carrier, cellId);
            return new Spelling(written, name, null, "");
        } catch (IllegalArgumentException e) {
            return faulty(written, Rejection.NAME_INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static Spelling faulty(String written, Rejection fault, String detail) {
        return new Spelling(written, written, fault, detail);
    }
}
