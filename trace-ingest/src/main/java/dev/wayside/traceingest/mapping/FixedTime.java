package dev.wayside.traceingest.mapping;

import java.time.DateTimeException;
import java.util.Arrays;

import dev.wayside.traceingest.row.FieldText;
import org.jspecify.annotations.Nullable;

/**
 * A fast reader of local times whose parts have fixed places, such as {@code dd.MM.yyyy HH:mm:ss.SSS}: a formatter
 * takes ten times as long. It leaves all other texts to the formatter. Not thread-safe.
 */
final class FixedTime {

    /** The result for a text that only the formatter can read. */
    static final long OTHER = Long.MIN_VALUE;

    private static final String[] PARTS = {"yyyy", "MM", "dd", "HH", "mm", "ss"};
    private static final String MILLIS = "SSS";

    private final LocalMoments clock;
    /** The pattern without quotes. */
    private final String form;
    /** The places of year, month, day, hour, minute and second. */
    private final int[] places;

    private final int millisPlace;
    private final boolean[] literal;

    private FixedTime(LocalMoments clock, String form, int[] places, int millisPlace, boolean[] literal) {
        this.clock = clock;
        this.form = form;
        this.places = places;
        this.millisPlace = millisPlace;
        this.literal = literal;
    }

    /** A reader for a pattern, or null if its parts have no fixed places. */
    static @Nullable FixedTime of(String pattern, LocalMoments clock) {
        String form = pattern.replace("'T'", "\u0001").replace("'Z'", "\u0002");
        if (form.indexOf('\'') >= 0 || form.indexOf('[') >= 0) {
            return null;
        }
        boolean[] literal = new boolean[form.length()];
        Arrays.fill(literal, true);
        int[] places = new int[PARTS.length];
        for (int i = 0; i < PARTS.length; i++) {
            places[i] = form.indexOf(PARTS[i]);
            if (places[i] < 0) {
                return null;
            }
            mark(literal, places[i], PARTS[i]);
        }
        int millisPlace = form.indexOf(MILLIS);
        if (millisPlace >= 0) {
            mark(literal, millisPlace, MILLIS);
        }
        for (int i = 0; i < form.length(); i++) {
            if (literal[i] && Character.isLetter(form.charAt(i))) {
                return null;
            }
        }
        String text = form.replace('\u0001', 'T').replace('\u0002', 'Z');
        return new FixedTime(clock, text, places, millisPlace, literal);
    }

    private static void mark(boolean[] literal, int place, String part) {
        Arrays.fill(literal, place, place + part.length(), false);
    }

    long epochMillis(FieldText text) {
        if (text.length() != form.length()) {
            return OTHER;
        }
        for (int i = 0; i < literal.length; i++) {
            if (literal[i] && text.charAt(i) != form.charAt(i)) {
                return OTHER;
            }
        }
        long millis = millisPlace < 0 ? 0 : text.digits(millisPlace, millisPlace + MILLIS.length());
        long second = part(text, 5);
        if (millis < 0 || second < 0 || part(text, 0) < 0 || part(text, 3) > 23) {
            return OTHER;
        }
        try {
            return clock.epochMillis(
                    part(text, 0), part(text, 1), part(text, 2), part(text, 3), part(text, 4), second * 1000 + millis);
        } catch (DateTimeException | IllegalArgumentException e) {
            return OTHER;
        }
    }

    private long part(FieldText text, int index) {
        return text.digits(places[index], places[index] + PARTS[index].length());
    }
}
