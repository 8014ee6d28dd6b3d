package dev.wayside.traceingest.format;

import java.time.LocalDateTime;

/**
 * The conversion of a log's local times to moments, from their parts. The result for the last hour is reused: rows of
 * one log mostly share it. Not thread-safe.
 */
final class LocalClock {

    private static final long MILLIS_PER_MINUTE = 60_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final LocalTimes localTimes;
    private long knownHour = -1;
    private long knownHourMillis;

    LocalClock(LocalTimes localTimes) {
        this.localTimes = localTimes;
    }

    /**
     * The moment, ms since 1970-01-01T00:00Z.
     *
     * @param millisOfMinute seconds and their fraction, ms
     * @throws IllegalArgumentException if a part is out of range
     * @throws java.time.DateTimeException if there is no such date
     */
    long epochMillis(long year, long month, long day, long hour, long minute, long millisOfMinute) {
        if (minute < 0 || minute > 59 || millisOfMinute < 0 || millisOfMinute >= MILLIS_PER_MINUTE) {
            throw new IllegalArgumentException("no such minute or second");
        }
        long millisOfHour = minute * MILLIS_PER_MINUTE + millisOfMinute;
        long packedHour = ((year * 100 + month) * 100 + day) * 100 + hour;
        if (packedHour == knownHour) {
            localTimes.passed(knownHourMillis + millisOfHour);
            return knownHourMillis + millisOfHour;
        }
        LocalDateTime start = LocalDateTime.of((int) year, (int) month, (int) day, (int) hour, 0);
        long millis = localTimes.epochMillis(start.plusNanos(millisOfHour * NANOS_PER_MILLI));
        if (localTimes.isPlain(start)) {
            knownHour = packedHour;
            knownHourMillis = millis - millisOfHour;
        }
        return millis;
    }
}
