package dev.wayside.traceingest.format;

import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.wayside.traceingest.row.TraceIngestException;

/** The times of an Android log, local and without a year: {@code 08-13 15:29:38.672}. Not thread-safe. */
final class CellinfoTime {

    /** A log is named after the second since 1970 in which it began, or a folder above it after its year. */
    private static final Pattern EPOCH_SECONDS = Pattern.compile("(?<!\\d)1\\d{9}(?!\\d)");

    private static final Pattern YEAR = Pattern.compile("(?<!\\d)20\\d\\d(?!\\d)");
    private static final int HALF_A_YEAR = 6;

    private final LocalClock clock;
    private int year;
    private long lastMonth;

    /**
     * A clock for a log. The year of its first line is that of the context, or that in the log's name.
     *
     * @throws TraceIngestException if the name has no year either
     */
    CellinfoTime(ReadingContext context) {
        Integer chosenYear = context.year();
        this.clock = new LocalClock(context.localTimes());
        this.year = chosenYear == null ? yearFrom(context.logName(), context.zone()) : chosenYear;
    }

    /**
     * The moment; December is followed by January of the next year.
     *
     * @param parts groups 1 to 6: month, day, hour, minute, second, ms
     * @throws IllegalArgumentException if a part is out of range
     * @throws java.time.DateTimeException if there is no such date
     */
    long epochMillis(MatchResult parts) {
        long month = part(parts, 1);
        if (month + HALF_A_YEAR < lastMonth) {
            year++;
        }
        lastMonth = month;
        return clock.epochMillis(
                year, month, part(parts, 2), part(parts, 3), part(parts, 4), part(parts, 5) * 1000 + part(parts, 6));
    }

    private static long part(MatchResult parts, int group) {
        return Long.parseLong(parts.group(group));
    }

    private static int yearFrom(String logName, ZoneId zone) {
        Matcher seconds = EPOCH_SECONDS.matcher(logName);
        if (seconds.find()) {
            return Instant.ofEpochSecond(Long.parseLong(seconds.group()))
                    .atZone(zone)
                    .getYear();
        }
        // The last match is nearest to the log's own name.
        Matcher years = YEAR.matcher(logName);
        int found = 0;
        while (years.find()) {
            found = Integer.parseInt(years.group());
        }
        if (found == 0) {
            throw new TraceIngestException("its lines and its name have no year; give it with --year");
        }
        return found;
    }
}
