package dev.wayside.traceingest.format;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;

import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;

/** G-NetTrack's local times, {@code yyyy.MM.dd_HH.mm.ss}. Not thread-safe. */
final class GNetTrackTime {

    private static final int LENGTH = "2025.07.18_22.11.08".length();
    private static final int HOUR_LENGTH = "2025.07.18_22".length();
    private static final long MILLIS_PER_MINUTE = 60_000L;

    private final ZoneId zone;
    private String knownHour = "";
    private long knownHourMillis;

    GNetTrackTime(ZoneId zone) {
        this.zone = zone;
    }

    /** Sets the time of a row, or rejects it. */
    void read(FieldText text, RowDraft draft) {
        try {
            draft.time(epochMillis(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            draft.reject(Rejection.TIME_UNREADABLE, text.toString());
        }
    }

    private long epochMillis(FieldText field) {
        String text = field.toString();
        if (text.length() != LENGTH || field.charAt(13) != '.' || field.charAt(16) != '.') {
            throw new IllegalArgumentException("not yyyy.MM.dd_HH.mm.ss");
        }
        if (!text.startsWith(knownHour) || knownHour.isEmpty()) {
            knownHourMillis = hourMillis(field);
            knownHour = text.substring(0, HOUR_LENGTH);
        }
        return knownHourMillis + number(field, 14, 16) * MILLIS_PER_MINUTE + number(field, 17, LENGTH) * 1000;
    }

    private long hourMillis(FieldText field) {
        LocalDate day = LocalDate.of((int) number(field, 0, 4), (int) number(field, 5, 7), (int) number(field, 8, 10));
        return day.atTime((int) number(field, 11, 13), 0)
                .atZone(zone)
                .toInstant()
                .toEpochMilli();
    }

    private static long number(FieldText field, int from, int to) {
        long number = field.digits(from, to);
        if (number < 0) {
            throw new IllegalArgumentException("not yyyy.MM.dd_HH.mm.ss");
        }
        return number;
    }
}
