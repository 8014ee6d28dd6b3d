package dev.wayside.traceingest;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/**
 * What reading a log needs to know beyond the log.
 *
 * @param zone zone of times that have no offset
 * @param logName the file, and the entry within it, as {@link LogSource#name}
 * @param carrier carrier to use instead of what the log says, or null to go by the log
 * @param handoverRule how failures are told from outages
 * @param year the year of times that have none, or null to take it from the log's name
 * @param mapping what the columns mean, or null for a mapping that comes with Wayside
 */
record ReadingContext(
        String logName,
        ZoneId zone,
        @Nullable String carrier,
        HandoverRule handoverRule,
        @Nullable Integer year,
        @Nullable ColumnMapping mapping) {}
