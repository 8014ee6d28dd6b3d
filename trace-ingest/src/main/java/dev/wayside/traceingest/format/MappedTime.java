package dev.wayside.traceingest.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The time format of a mapped log.
 *
 * @param from the columns, a date and a time for instance; joined by a blank
 * @param pattern {@link #EPOCH_SECONDS}, {@link #EPOCH_MILLIS}, or one of {@link DateTimeFormatter}
 * @param zone of times without an offset; null for the store's
 */
record MappedTime(
        List<String> from, String pattern, @Nullable ZoneId zone) {

    static final String EPOCH_SECONDS = "epoch-s";
    static final String EPOCH_MILLIS = "epoch-ms";

    /** A reader of these times, for one log. */
    Reader reader(LocalTimes localTimes) {
        if (zone != null) {
            localTimes.readIn(zone);
        }
        return switch (pattern) {
            case EPOCH_SECONDS -> text -> Math.round(Double.parseDouble(text) * 1000);
            case EPOCH_MILLIS -> text -> Math.round(Double.parseDouble(text));
            default -> {
                DateTimeFormatter formatter = formatter(pattern);
                yield text -> millis(formatter.parseBest(text, Instant::from, LocalDateTime::from), localTimes);
            }
        };
    }

    /** @throws IllegalArgumentException if the pattern is invalid */
    static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    private static long millis(TemporalAccessor parsed, LocalTimes localTimes) {
        return parsed instanceof LocalDateTime local
                ? localTimes.epochMillis(local)
                : Instant.from(parsed).toEpochMilli();
    }

    /** A conversion of texts to moments. */
    interface Reader {

        /**
         * The moment, ms since 1970.
         *
         * @throws DateTimeException if the text is not such a time
         * @throws IllegalArgumentException if it is not a number
         */
        long epochMillis(String text);
    }
}
