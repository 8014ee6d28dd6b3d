package dev.wayside.traceingest.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;

import dev.wayside.traceingest.row.FieldText;

/**
 * Times of ISO 8601 in the spellings of loggers: {@code T} or a blank after the date, any number of decimals, and an
 * offset such as {@code Z}, {@code +01}, {@code +0100}, {@code +01:00}, {@code UTC} or none. Not thread-safe.
 */
final class IsoTime implements MappedTime.Reader {

    private static final int MINUTE_LENGTH = "2026-01-05T07:00".length();
    private static final int SECOND_LENGTH = "2026-01-05T07:00:00".length();
    private static final int MILLIS_DIGITS = 3;
    private static final long MAX_OFFSET_HOURS = 18;

    private static final long MILLIS_PER_DAY = 86_400_000;

    private final LocalMoments local;
    private final FieldText name = new FieldText();
    /** The date of the last text, which most rows share. */
    private long knownDate = -1;

    private long knownDateMillis;
    /** The place up to which the current text is read. */
    private int at;

    IsoTime(LocalMoments local) {
        this.local = local;
    }

    @Override
    public long epochMillis(FieldText text) {
        try {
            return parse(text);
        } catch (DateTimeException e) {
            throw new DateTimeException(text.shortened() + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new DateTimeException(text.shortened() + " is not an ISO time such as 2026-01-05T07:00:00Z", e);
        }
    }

    private long parse(FieldText text) {
        require(text.length() >= MINUTE_LENGTH && text.charAt(4) == '-' && text.charAt(7) == '-');
        require(text.charAt(13) == ':' && "Tt _".indexOf(text.charAt(10)) >= 0);
        long year = number(text, 0, 4);
        long month = number(text, 5, 7);
        long day = number(text, 8, 10);
        long hour = number(text, 11, 13);
        long minute = number(text, 14, MINUTE_LENGTH);
        at = MINUTE_LENGTH;
        long millisOfMinute = millisOfMinute(text);
        if (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at == text.length()) {
            return local.epochMillis(year, month, day, hour, minute, millisOfMinute);
        }
        require(hour < 24 && minute < 60 && millisOfMinute < 60_000);
        return dateMillis(year, month, day) + (hour * 60 + minute) * 60_000 + millisOfMinute - offsetMillis(text);
    }

    private long dateMillis(long year, long month, long day) {
        long date = (year * 100 + month) * 100 + day;
        if (date != knownDate) {
            knownDateMillis = LocalDate.of((int) year, (int) month, (int) day).toEpochDay() * MILLIS_PER_DAY;
            knownDate = date;
        }
        return knownDateMillis;
    }

    private long millisOfMinute(FieldText text) {
        if (at == text.length() || text.charAt(at) != ':') {
            return 0;
        }
        require(text.length() >= SECOND_LENGTH);
        long seconds = number(text, at + 1, SECOND_LENGTH);
        at = SECOND_LENGTH;
        if (at == text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
            return seconds * 1000;
        }
        long millis = 0;
        int digits = 0;
        for (at++; at < text.length() && Character.isDigit(text.charAt(at)); at++) {
            if (digits < MILLIS_DIGITS) {
                millis = millis * 10 + text.charAt(at) - '0';
            }
            digits++;
        }
        require(digits > 0);
        for (; digits < MILLIS_DIGITS; digits++) {
            millis *= 10;
        }
        return seconds * 1000 + millis;
    }

    private long offsetMillis(FieldText text) {
        char sign = text.charAt(at);
        if (sign == 'Z' || sign == 'z') {
            require(at + 1 == text.length());
            return 0;
        }
        if (sign == 'U' || sign == 'G') {
            require(isUtc(text));
            return 0;
        }
        require(sign == '+' || sign == '-');
        int length = text.length() - at;
        long hours = number(text, at + 1, at + 3);
        boolean colon = length == 6 && text.charAt(at + 3) == ':';
        require(length == 3 || length == 5 || colon);
        long minutes = length == 3 ? 0 : number(text, text.length() - 2, text.length());
        require(hours <= MAX_OFFSET_HOURS && minutes < 60);
        return (sign == '+' ? 1 : -1) * (hours * 60 + minutes) * 60_000;
    }

    private boolean isUtc(FieldText text) {
        name.setWithin(text, at, text.length());
        return name.contentEquals("UTC") || name.contentEquals("GMT");
    }

    private static long number(FieldText text, int from, int to) {
        require(to <= text.length());
        long number = text.digits(from, to);
        require(number >= 0);
        return number;
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("not an ISO time");
        }
    }
}
