package dev.wayside.traceingest;

import org.jspecify.annotations.Nullable;

/**
 * How logs are read, beyond what the store fixes.
 *
 * @param reading how they are understood
 * @param handoverRule how breaks in coverage are told from ordinary changes of cell
 * @param jobs how many logs are read at once, at least 1
 * @param again whether to read logs that were stored before
 */
public record IngestSettings(LogReading reading, HandoverRule handoverRule, int jobs, boolean again) {

    /** Detects formats, goes by the logs, and uses every processor. */
    public static final IngestSettings DEFAULT = new IngestSettings(
            LogReading.BY_THE_LOG, HandoverRule.DEFAULT, Runtime.getRuntime().availableProcessors(), false);

    /** These settings with another carrier, or null to go by the logs. */
    public IngestSettings withCarrier(@Nullable String otherCarrier) {
        return withReading(reading.withCarrier(otherCarrier));
    }

    /** These settings with logs understood otherwise. */
    public IngestSettings withReading(LogReading otherReading) {
        return new IngestSettings(otherReading, handoverRule, jobs, again);
    }

    /** @throws IllegalArgumentException if there are no jobs */
    public IngestSettings {
        if (jobs < 1) {
            throw new IllegalArgumentException("at least one log is read at a time, not " + jobs);
        }
    }
}
