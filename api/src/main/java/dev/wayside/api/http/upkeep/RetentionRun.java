package dev.wayside.api.http.upkeep;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The outcome of one run of the retention.
 *
 * @param deleted days
 * @param warning for the operator; empty if all is well
 */
record RetentionRun(NavigableSet<LocalDate> deleted, String warning) {

    static final RetentionRun NOTHING = new RetentionRun(new TreeSet<>(), "");

    static RetentionRun mistrusted(LocalDate today, LocalDate newest) {
        return new RetentionRun(
                new TreeSet<>(),
                "deleted nothing: the clock says " + today + ", but the newest data is of " + newest
                        + ". Check the clock. If it is right, start once with retention-backlog");
    }

    static RetentionRun deleted(NavigableSet<LocalDate> days, int left) {
        return new RetentionRun(
                days,
                left == 0
                        ? ""
                        : left + " more days are past keeping; one day an hour is deleted. To delete all at once, start"
                                + " once with retention-backlog");
    }
}
