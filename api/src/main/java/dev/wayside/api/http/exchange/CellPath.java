package dev.wayside.api.http.exchange;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;

/** Carrier, cell and day as parts of a path, checked before they reach the store. */
public final class CellPath {

    private CellPath() {}

    /**
     * The key of a cell.
     *
     * @throws ProblemException if a part cannot be in a key: it must not reach the store
     */
    public static CellKey key(String carrier, String cellId) {
        try {
            return new CellKey(carrier, cellId);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Checks that there is a visit, and closes the stream.
     *
     * @throws ProblemException if there is no visit
     */
    public static void requireFound(String what, Stream<?> visits) {
        try (visits) {
            if (visits.findFirst().isEmpty()) {
                throw new ProblemException(ProblemType.NOT_FOUND, "the history holds no visit to " + what);
            }
        }
    }

    /**
     * The day that a path names.
     *
     * @throws ProblemException if the text is not a date
     */
    public static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("the path names a day that is not a date such as 2026-01-05");
        }
    }
}
