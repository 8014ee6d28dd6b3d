package dev.wayside.traceingest.format;

import java.time.DateTimeException;

import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;

/** G-NetTrack's local times, {@code yyyy.MM.dd_HH.mm.ss}. Not thread-safe. */
final class GNetTrackTime {

    private static final int LENGTH = "2025.07.18_22.11.08".length();
    private static final long MILLIS_PER_SECOND = 1_000;

    private final LocalClock clock;

    GNetTrackTime(LocalTimes localTimes) {
        this.clock = new LocalClock(localTimes);
    }

    /** Sets the time of a row, or rejects it. */
    void read(FieldText text, RowDraft draft) {
        try {
            draft.time(epochMillis(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            draft.reject(Rejection.TIME_UNREADABLE, text + ", " + e.getMessage());
        }
    }

    private long epochMillis(FieldText field) {
        if (field.length() != LENGTH || field.charAt(13) != '.' || field.charAt(16) != '.') {
            throw new IllegalArgumentException("not yyyy.MM.dd_HH.mm.ss");
        }
        return clock.epochMillis(
                number(field, 0, 4),
                number(field, 5, 7),
                number(field, 8, 10),
                number(field, 11, 13),
                number(field, 14, 16),
                number(field, 17, LENGTH) * MILLIS_PER_SECOND);
    }

    private static long number(FieldText field, int from, int to) {
        long number = field.digits(from, to);
        if (number < 0) {
            throw new IllegalArgumentException("not yyyy.MM.dd_HH.mm.ss");
        }
        return number;
    }
}
