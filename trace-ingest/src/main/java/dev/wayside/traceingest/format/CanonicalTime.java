package dev.wayside.traceingest.format;

import java.time.DateTimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.ethlo.time.DateTime;
import com.ethlo.time.ITU;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;

/**
 * The times of Wayside's own formats: RFC 3339, or milliseconds since 1970. Without an offset, they are local.
 *
 * <p>Rows of one log mostly share their date, hour and minute, and their offset: the result for the last row is reused.
 * Not thread-safe.
 */
final class CanonicalTime {

    private static final int MINUTE_LENGTH = "2026-01-05T07:00".length();
    private static final int SECOND_LENGTH = "2026-01-05T07:00:00".length();
    /** Chosen: in 1973 as milliseconds; smaller numbers are seconds. */
    private static final long MIN_EPOCH_MILLIS = 100_000_000_000L;

    /** Offsets of ISO 8601 that RFC 3339 does not have: {@code +0100}, {@code +01}, and a blank before it. */
    private static final Pattern SHORT_OFFSET =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:[\\d:.]+) ?([+-]\\d\\d):?(\\d\\d)?");
    /** As R and Go write an offset of zero. */
    private static final Pattern NAMED_UTC = Pattern.compile("(\\d{4}-.*?\\d)(?: ?[+]00:?00)? ?(?:UTC|GMT)");
    /** As pandas writes a whole number. */
    private static final int ZERO_FRACTION_LENGTH = ".0".length();

    private static final long LATEST_EPOCH_MILLIS = 253_402_300_799_999L;

    private final LocalTimes localTimes;
    private final char[] knownMinute = new char[MINUTE_LENGTH];
    private long knownMinuteMillis;
    private boolean knownIsUtc;

    CanonicalTime(LocalTimes localTimes) {
        this.localTimes = localTimes;
    }

    /** Sets the time of a row, or rejects it. */
    void read(FieldText text, RowDraft draft) {
        try {
            draft.time(epochMillis(text));
        } catch (IllegalArgumentException e) {
            draft.reject(Rejection.TIME_UNREADABLE, text.shortened() + ", " + e.getMessage());
        }
    }

    /** @throws IllegalArgumentException if the text is not a time */
    long epochMillis(FieldText text) {
        long number = text.digits(0, text.length() - (hasZeroFraction(text) ? ZERO_FRACTION_LENGTH : 0));
        if (number >= 0 && number < MIN_EPOCH_MILLIS) {
            throw new IllegalArgumentException("so small a number is in seconds, not ms");
        }
        if (number >= 0) {
            return requirePlausible(number);
        }
        if (knownIsUtc && repeatsMinute(text)) {
            long rest = millisIntoMinute(text);
            if (rest >= 0) {
                return knownMinuteMillis + rest;
            }
        }
        return parse(text);
    }

    private static boolean hasZeroFraction(FieldText text) {
        int length = text.length();
        return length > ZERO_FRACTION_LENGTH && text.charAt(length - 1) == '0' && text.charAt(length - 2) == '.';
    }

    private long parse(FieldText text) {
        if (text.length() < MINUTE_LENGTH && text.digits(0, Math.min(text.length(), 2)) >= 0) {
            throw new IllegalArgumentException("not a time of RFC 3339: it has no date, or no time of day");
        }
        DateTime parsed = parsed(text.toString());
        try {
            long millis = requirePlausible(
                    parsed.getOffset().isPresent()
                            ? parsed.toInstant().toEpochMilli()
                            : localTimes.epochMillis(parsed.toLocalDatetime()));
            remember(text, millis);
            return millis;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static DateTime parsed(String text) {
        try {
            Matcher utc = NAMED_UTC.matcher(text);
            if (utc.matches()) {
                return ITU.parseLenient(utc.group(1) + "Z");
            }
            Matcher offset = SHORT_OFFSET.matcher(text);
            return ITU.parseLenient(
                    offset.matches()
                            ? offset.group(1) + offset.group(2) + ":"
                                    + (offset.group(3) == null ? "00" : offset.group(3))
                            : text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time of RFC 3339", e);
        }
    }

    private void remember(FieldText text, long millis) {
        knownIsUtc = text.length() > SECOND_LENGTH && text.charAt(text.length() - 1) == 'Z';
        if (knownIsUtc) {
            for (int i = 0; i < MINUTE_LENGTH; i++) {
                knownMinute[i] = text.charAt(i);
            }
            knownMinuteMillis = Math.floorDiv(millis, 60_000L) * 60_000L;
        }
    }

    private boolean repeatsMinute(FieldText text) {
        if (text.length() <= SECOND_LENGTH || text.charAt(text.length() - 1) != 'Z') {
            return false;
        }
        for (int i = MINUTE_LENGTH - 1; i >= 0; i--) {
            if (text.charAt(i) != knownMinute[i]) {
                return false;
            }
        }
        return true;
    }

    /** The {@code :ss.fff} of a time in UTC, or -1 if it is not of that form. */
    private static long millisIntoMinute(FieldText text) {
        long seconds = text.digits(MINUTE_LENGTH + 1, SECOND_LENGTH);
        if (text.charAt(MINUTE_LENGTH) != ':' || seconds < 0 || seconds > 59) {
            return -1;
        }
        int end = text.length() - 1;
        if (end == SECOND_LENGTH) {
            return seconds * 1000;
        }
        boolean wholeMillis = text.charAt(SECOND_LENGTH) == '.' && end == SECOND_LENGTH + 4;
        long millis = wholeMillis ? text.digits(SECOND_LENGTH + 1, end) : -1;
        return millis < 0 ? -1 : seconds * 1000 + millis;
    }

    private static long requirePlausible(long epochMillis) {
        if (epochMillis < 0 || epochMillis > LATEST_EPOCH_MILLIS) {
            throw new IllegalArgumentException("a time before 1970 or after 9999");
        }
        return epochMillis;
    }
}
