package dev.wayside.matcher.search;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;

/** A small set of days, usually empty. Immutable. */
final class DaySet {

    static final DaySet NONE = new DaySet(new int[0]);

    private final int[] sortedEpochDays;

    private DaySet(int[] sortedEpochDays) {
        this.sortedEpochDays = sortedEpochDays;
    }

    static DaySet of(Collection<LocalDate> days) {
        return days.isEmpty()
                ? NONE
                : new DaySet(days.stream()
                        .mapToInt(day -> (int) day.toEpochDay())
                        .sorted()
                        .toArray());
    }

    boolean isEmpty() {
        return sortedEpochDays.length == 0;
    }

    boolean contains(int epochDay) {
        return sortedEpochDays.length > 0 && Arrays.binarySearch(sortedEpochDays, epochDay) >= 0;
    }
}
