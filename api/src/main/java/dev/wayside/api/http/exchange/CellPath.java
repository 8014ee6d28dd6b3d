package dev.wayside.api.http.exchange;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;

/** Carrier, cell and day as parts of a path, checked before they reach the store. */
public final class CellPath {

    private static final String ANY_CELL = "any";

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
     * The carrier that a path names: as the store has it, otherwise in its usual spelling.
     *
     * @throws ProblemException if it cannot be in a key: it must not reach the store
     */
    public static String carrier(HistoryStore store, String written) {
        String carrier = key(written, ANY_CELL).carrier();
        return isEmpty(store.cells(carrier, "")) ? usual(written, ANY_CELL).carrier() : carrier;
    }

    /**
     * The cell that a path names: as the store has it, otherwise in its usual spelling.
     *
     * @throws ProblemException if a part cannot be in a key: it must not reach the store
     */
    public static CellKey cell(HistoryStore store, String carrier, String cellId) {
        CellKey cell = key(carrier, cellId);
        return isEmpty(store.signals(cell)) ? usual(carrier, cellId) : cell;
    }

    private static CellKey usual(String carrier, String cellId) {
        try {
            return CellKey.named(carrier, cellId);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isEmpty(Stream<?> visits) {
        try (visits) {
            return visits.findFirst().isEmpty();
        }
    }

    /**
     * Checks that there is a visit, and closes the stream.
     *
     * @throws ProblemException if there is no visit
     */
    public static void requireFound(String what, Stream<?> visits) {
        if (isEmpty(visits)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "the history holds no visit to " + what);
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
