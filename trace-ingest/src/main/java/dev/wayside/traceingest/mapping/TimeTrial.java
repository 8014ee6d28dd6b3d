package dev.wayside.traceingest.mapping;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;

import dev.wayside.traceingest.row.FieldText;

/** A pattern of times on trial: it reads texts as a mapping with this pattern would. Not thread-safe. */
public final class TimeTrial {

    private final MappedTime.Reader reader;

    /** @param pattern a valid pattern of a mapping */
    public TimeTrial(String pattern) {
        reader = new MappedTime(List.of(), pattern, ZoneOffset.UTC).reader(zone -> TimeTrial::utc, NumberText.PLAIN);
    }

    /** The patterns of numbers since 1970. */
    public static List<String> epochPatterns() {
        return List.of(EpochUnit.patterns().split(", "));
    }

    /** The moment of a text, ms since 1970, local times in UTC; empty if it is not of the pattern or not plausible. */
    public OptionalLong epochMillis(String text) {
        FieldText field = new FieldText();
        field.set(text.toCharArray(), 0, text.length());
        try {
            long millis = reader.epochMillis(field);
            return EpochUnit.isPlausible((double) millis) ? OptionalLong.of(millis) : OptionalLong.empty();
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static long utc(long year, long month, long day, long hour, long minute, long millisOfMinute) {
        return LocalDateTime.of((int) year, (int) month, (int) day, (int) hour, (int) minute)
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli()
                + millisOfMinute;
    }
}
