package dev.wayside.traceingest.format;

import java.time.ZoneId;
import java.time.ZoneOffset;

import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.mapping.LogContext;
import org.jspecify.annotations.Nullable;

/**
 * The context of reading a log.
 *
 * @param zone zone of times without an offset
 * @param localTimes the log's times without an offset as moments
 * @param logName the file, and the entry within it, as {@code LogSource.name}
 * @param carrier carrier instead of the one in the log, or null for the one in the log
 * @param handoverRule the rule that separates failures from outages
 * @param year the year of times without one, or null to take it from the log's name
 * @param mapping the mapping of columns, or null for an included one
 * @param notes the decisions that the log leaves to the reader
 */
public record ReadingContext(
        String logName,
        ZoneId zone,
        LocalTimes localTimes,
        @Nullable String carrier,
        HandoverRule handoverRule,
        @Nullable Integer year,
        @Nullable ColumnMapping mapping,
        LogNotes notes) {

    /** The context for a file next to the log. */
    public ReadingContext ofAnotherFile() {
        return new ReadingContext(logName, zone, new LocalTimes(zone), carrier, handoverRule, year, mapping, notes);
    }

    /** The context for a log with a mapping. */
    LogContext mapped() {
        return new LogContext(mapping, carrier, otherZone -> clock(otherZone)::epochMillis, notes::add);
    }

    private LocalClock clock(@Nullable ZoneId otherZone) {
        if (otherZone instanceof ZoneOffset) {
            return new LocalClock(new LocalTimes(otherZone));
        }
        if (otherZone != null) {
            localTimes.readIn(otherZone);
        }
        return new LocalClock(localTimes);
    }
}
