package dev.wayside.traceingest.mapping;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** A reader of the time of a mapping file. It refuses patterns that would read wrong times, or none. */
final class MappedTimeField {

    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern QUOTED_UTC = Pattern.compile("'[^']*(Z|UTC|GMT)\\s*'");

    /** The letters that a pattern needs, and what it lacks without them. */
    private static final List<String[]> NEEDED = List.of(
            new String[] {"[yu]", "has no year; add a column with a date to from:"},
            new String[] {"M|L|D", "has no month; add a column with a date to from:"},
            new String[] {"[dD]", "has no day; add a column with a date to from:"},
            new String[] {"[HhKkA]", "has no hour; add a column with a time of day to from:"});

    /** Spellings that are valid patterns and hardly ever meant. */
    private static final List<String[]> MISTAKEN = List.of(
            new String[] {"Y", "YYYY is the week year; write yyyy"},
            new String[] {"(?<!D)DD(?!D)", "DD is the day of the year; write dd"},
            new String[] {"[HhKk]+[:.]?M", "M is the month; write mm for minutes"},
            new String[] {"y[-./]?m|m[-./][dy]|d[-./]?m", "m is the minute; write MM for months"},
            new String[] {"^[^s]*m[:.]?S[^s]*$", "S is a fraction of a second; write ss for seconds"});

    private MappedTimeField() {}

    static MappedTime read(MappingField field) {
        if (!field.isObject()) {
            throw field.wrong("missing; give from: (one column or several) and pattern:");
        }
        field.requireKnown(Set.of("from", "pattern", "zone"));
        String pattern = field.at("pattern").text();
        ZoneId zone = field.has("zone") ? zone(field.at("zone")) : null;
        if (EpochUnit.find(pattern) == null && !pattern.equals(MappedTime.ISO)) {
            check(field.at("pattern"), pattern);
            zone = zone == null ? quotedZone(pattern) : zone;
        }
        return new MappedTime(field.at("from").columns(), pattern, zone);
    }

    private static ZoneId zone(MappingField field) {
        String zone = field.text();
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw field.wrong("unknown zone '" + zone + "'; write one such as Europe/Berlin or UTC");
        }
    }

    private static void check(MappingField field, String pattern) {
        String letters = QUOTED.matcher(pattern).replaceAll("'");
        for (String[] mistake : MISTAKEN) {
            if (Pattern.compile(mistake[0]).matcher(letters).find()) {
                throw field.wrong("'" + pattern + "': " + mistake[1]);
            }
        }
        if (Pattern.compile("[hK]").matcher(letters).find() && letters.indexOf('a') < 0) {
            throw field.wrong("'" + pattern + "': hh is the 12-hour clock and needs a (am or pm); write HH");
        }
        try {
            PatternTime.formatter(pattern);
        } catch (IllegalArgumentException e) {
            throw field.wrong("'" + pattern + "' is not a pattern (" + e.getMessage()
                    + "); write one such as yyyy-MM-dd HH:mm:ss, or " + MappedTime.ISO + ", " + EpochUnit.patterns());
        }
        if (!Pattern.compile("[yuMLdD]").matcher(letters).find()) {
            throw field.wrong("'" + pattern + "' has no date; add a column with one to from:");
        }
        for (String[] need : NEEDED) {
            if (!Pattern.compile(need[0]).matcher(letters).find()) {
                throw field.wrong("'" + pattern + "' " + need[1]);
            }
        }
    }

    /** A Z in quotes: Android's loggers write UTC in this way. */
    private static @Nullable ZoneId quotedZone(String pattern) {
        return QUOTED_UTC.matcher(pattern).find() ? ZoneOffset.UTC : null;
    }
}
