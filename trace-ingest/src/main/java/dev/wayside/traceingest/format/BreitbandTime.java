package dev.wayside.traceingest.format;

import dev.wayside.traceingest.row.FieldText;

/** Breitbandmessung's local dates and times, {@code dd.MM.yy} and {@code HH:mm:ss}. Not thread-safe. */
final class BreitbandTime {

    private static final int DATE_LENGTH = "09.06.25".length();
    private static final int TIME_LENGTH = "09:21:29".length();
    private static final int CENTURY = 2000;

    private final LocalClock clock;
    private final FieldText dateField = new FieldText();

    BreitbandTime(LocalTimes localTimes) {
        this.clock = new LocalClock(localTimes);
    }

    /**
     * @throws IllegalArgumentException if the texts are not such a date and time
     * @throws java.time.DateTimeException if there is no such date
     */
    long epochMillis(String date, FieldText time) {
        dateField.set(date.toCharArray(), 0, date.length());
        if (dateField.length() != DATE_LENGTH || time.length() != TIME_LENGTH) {
            throw new IllegalArgumentException("not dd.MM.yy and HH:mm:ss");
        }
        return clock.epochMillis(
                CENTURY + number(dateField, 6),
                number(dateField, 3),
                number(dateField, 0),
                number(time, 0),
                number(time, 3),
                number(time, 6) * 1000);
    }

    private static long number(FieldText field, int from) {
        long number = field.digits(from, from + 2);
        if (number < 0) {
            throw new IllegalArgumentException("not dd.MM.yy and HH:mm:ss");
        }
        return number;
    }
}
