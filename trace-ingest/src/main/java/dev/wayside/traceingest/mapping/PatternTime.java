package dev.wayside.traceingest.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

import dev.wayside.traceingest.row.FieldText;
import org.jspecify.annotations.Nullable;

/** Times of a pattern of {@link DateTimeFormatter}; names of months and days are English. Not thread-safe. */
final class PatternTime implements MappedTime.Reader {

    private final String pattern;
    private final DateTimeFormatter formatter;
    private final LocalMoments clock;
    private final @Nullable FixedTime fixed;

    PatternTime(String pattern, LocalMoments clock) {
        this.pattern = pattern;
        this.formatter = formatter(pattern);
        this.clock = clock;
        this.fixed = FixedTime.of(pattern, clock);
    }

    /** @throws IllegalArgumentException if the pattern is invalid */
    static DateTimeFormatter formatter(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(withoutEras(pattern))
                .toFormatter(Locale.US)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** A strict year needs an era, unless it is written as u. */
    private static String withoutEras(String pattern) {
        StringBuilder strict = new StringBuilder(pattern);
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            if (c == 'y' && !quoted) {
                strict.setCharAt(i, 'u');
            }
        }
        return strict.toString();
    }

    @Override
    public long epochMillis(FieldText text) {
        long millis = fixed == null ? FixedTime.OTHER : fixed.epochMillis(text);
        return millis == FixedTime.OTHER ? parse(text) : millis;
    }

    private long parse(FieldText text) {
        try {
            TemporalAccessor parsed = formatter.parseBest(text.toString(), Instant::from, LocalDateTime::from);
            return parsed instanceof LocalDateTime local
                    ? clock.epochMillis(
                            local.getYear(),
                            local.getMonthValue(),
                            local.getDayOfMonth(),
                            local.getHour(),
                            local.getMinute(),
                            local.getSecond() * 1000L + local.get(ChronoField.MILLI_OF_SECOND))
                    : Instant.from(parsed).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new DateTimeException(text.shortened() + " is not of the pattern " + pattern, e);
        } catch (DateTimeException e) {
            throw new DateTimeException(text.shortened() + ": " + e.getMessage(), e);
        }
    }
}
