package dev.wayside.traceingest.mapping;

import java.time.ZoneId;
import java.util.List;

import dev.wayside.traceingest.row.FieldText;
import org.jspecify.annotations.Nullable;

/**
 * The time format of a mapped log.
 *
 * @param from the columns, a date and a time for instance; joined by a blank
 * @param pattern a name of {@link EpochUnit}, {@link #ISO}, or a pattern of {@link java.time.format.DateTimeFormatter}
 * @param zone of times without an offset; null for the store's
 */
record MappedTime(
        List<String> from, String pattern, @Nullable ZoneId zone) {

    static final String ISO = "iso";

    /** A reader of these times, for one log. */
    Reader reader(LocalMoments.ByZone moments, NumberText numbers) {
        EpochUnit unit = EpochUnit.find(pattern);
        if (unit != null) {
            return text -> unit.epochMillis(text, numbers);
        }
        LocalMoments local = moments.in(zone);
        return pattern.equals(ISO) ? new IsoTime(local) : new PatternTime(pattern, local);
    }

    /** A conversion of texts to moments. */
    interface Reader {

        /**
         * The moment, ms since 1970.
         *
         * @throws java.time.DateTimeException if the text is not such a time; the message says why
         */
        long epochMillis(FieldText text);
    }
}
