package dev.wayside.traceingest.format;

import java.time.ZoneId;

import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.mapping.LogContext;
import org.jspecify.annotations.Nullable;

/**
 * The context of reading a log.
 *
 * @param zone zone of times without an offset
 * @param logName the file, and the entry within it, as {@code LogSource.name}
 * @param carrier carrier instead of the one in the log, or null for the one in the log
 * @param handoverRule the rule that separates failures from outages
 * @param year the year of times without one, or null to take it from the log's name
 * @param mapping the mapping of columns, or null for an included one
 */
public record ReadingContext(
        String logName,
        ZoneId zone,
        @Nullable String carrier,
        HandoverRule handoverRule,
        @Nullable Integer year,
        @Nullable ColumnMapping mapping) {

    /** The context for a log with a mapping. */
    LogContext mapped() {
        return new LogContext(mapping, carrier, local -> new LocalClock(local == null ? zone : local)::epochMillis);
    }
}
