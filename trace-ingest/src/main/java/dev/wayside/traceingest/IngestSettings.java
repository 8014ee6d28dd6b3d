package dev.wayside.traceingest;

import org.jspecify.annotations.Nullable;

/**
 * How logs are read, beyond what the store fixes.
 *
 * @param format the format, or null to tell it from each log's first line
 * @param carrier carrier to use instead of what the logs say, or null to go by the logs
 * @param handoverRule how breaks in coverage are told from ordinary changes of cell
 * @param jobs how many logs are read at once, at least 1
 * @param again whether to read logs that were stored before
 */
public record IngestSettings(
        @Nullable LogFormat format, @Nullable String carrier, HandoverRule handoverRule, int jobs, boolean again) {

    /** Detects formats, goes by the logs, and uses every processor. */
    public static final IngestSettings DEFAULT = new IngestSettings(
            null, null, HandoverRule.DEFAULT, Runtime.getRuntime().availableProcessors(), false);

    /** These settings with another carrier, or null to go by the logs. */
    public IngestSettings withCarrier(@Nullable String otherCarrier) {
        return new IngestSettings(format, otherCarrier, handoverRule, jobs, again);
    }

    /** @throws IllegalArgumentException if there are no jobs */
    public IngestSettings {
        if (jobs < 1) {
            throw new IllegalArgumentException("at least one log is read at a time, not " + jobs);
        }
    }
}
