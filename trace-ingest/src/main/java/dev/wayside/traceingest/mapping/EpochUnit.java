package dev.wayside.traceingest.mapping;

import java.time.DateTimeException;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.FieldText;
import org.jspecify.annotations.Nullable;

/** The units of times that are numbers since 1970. */
enum EpochUnit {
    S("epoch-s", 1e3, 0),
    MS("epoch-ms", 1, 0),
    US("epoch-us", 1e-3, 3),
    NS("epoch-ns", 1e-6, 6);

    /** 1990-01-01. Chosen: no log of a cellular modem is older, and each unit is distinct from there on. */
    private static final double MIN_MILLIS = 631_152_000_000.0;
    /** 2100-01-01. Chosen. */
    private static final double MAX_MILLIS = 4_102_444_800_000.0;

    private static final int MAX_DIGITS = 20;

    private final String pattern;
    private final double millis;
    private final int digitsBelowMillis;

    EpochUnit(String pattern, double millis, int digitsBelowMillis) {
        this.pattern = pattern;
        this.millis = millis;
        this.digitsBelowMillis = digitsBelowMillis;
    }

    static @Nullable EpochUnit find(String pattern) {
        return Stream.of(values())
                .filter(unit -> unit.pattern.equals(pattern))
                .findFirst()
                .orElse(null);
    }

    static String patterns() {
        return String.join(", ", Stream.of(values()).map(unit -> unit.pattern).toList());
    }

    long epochMillis(FieldText text, NumberText numbers) {
        double number;
        try {
            number = numbers.read(text);
        } catch (NumberFormatException e) {
            throw new DateTimeException(text.shortened() + " is not a number, and the mapping says " + pattern, e);
        }
        double inMillis = number * millis;
        if (!isPlausible(inMillis)) {
            Stream.of(values())
                    .filter(other -> isPlausible(number * other.millis))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new DateTimeException(
                                text.shortened() + " looks like " + other.pattern + ", the mapping says " + pattern);
                    });
        }
        long exact = wholeMillis(text);
        return exact >= 0 ? exact : Math.round(inMillis);
    }

    /** The ms of a whole number, which a double of ns would round; -1 for another number. */
    private long wholeMillis(FieldText text) {
        if (digitsBelowMillis == 0 || text.length() > MAX_DIGITS) {
            return -1;
        }
        int end = text.length() - digitsBelowMillis;
        return text.digits(Math.max(end, 0), text.length()) < 0 ? -1 : text.digits(0, end);
    }

    /** True for the times of logs of cellular modems. */
    static boolean isPlausible(double epochMillis) {
        return epochMillis >= MIN_MILLIS && epochMillis < MAX_MILLIS;
    }
}
