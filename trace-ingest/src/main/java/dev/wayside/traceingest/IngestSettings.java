package dev.wayside.traceingest;

import java.time.Clock;

import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.format.LogReading;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an ingestion, beyond those of the store.
 *
 * @param reading the interpretation of logs
 * @param handoverRule the rule that separates losses of coverage from ordinary changes of cell
 * @param jobs number of logs read in parallel, at least 1
 * @param again true to read logs that are stored already
 * @param strict true to refuse logs with a {@link Warning}
 * @param clock the current time, which rows cannot be later than
 */
public record IngestSettings(
        LogReading reading, HandoverRule handoverRule, int jobs, boolean again, boolean strict, Clock clock) {

    /** Detects formats, uses the carriers in the logs, and every processor. */
    public static final IngestSettings DEFAULT = new IngestSettings(
            LogReading.AS_LOGGED, HandoverRule.DEFAULT, Runtime.getRuntime().availableProcessors(), false);

    /** Settings that only warn, by the clock of the machine. */
    public IngestSettings(LogReading reading, HandoverRule handoverRule, int jobs, boolean again) {
        this(reading, handoverRule, jobs, again, false, Clock.systemUTC());
    }

    /** @throws IllegalArgumentException if there is not at least one job */
    public IngestSettings {
        if (jobs < 1) {
            throw new IllegalArgumentException("the number of jobs must be at least 1, not " + jobs);
        }
    }

    /** These settings with another carrier, or null for the ones in the logs. */
    public IngestSettings withCarrier(@Nullable String otherCarrier) {
        return withReading(reading.withCarrier(otherCarrier));
    }

    /** These settings with another interpretation of logs. */
    public IngestSettings withReading(LogReading otherReading) {
        return new IngestSettings(otherReading, handoverRule, jobs, again, strict, clock);
    }

    /** These settings with another rule for handovers. */
    IngestSettings withHandoverRule(HandoverRule otherRule) {
        return new IngestSettings(reading, otherRule, jobs, again, strict, clock);
    }

    /** These settings, strict or not. */
    public IngestSettings withStrict(boolean otherStrict) {
        return new IngestSettings(reading, handoverRule, jobs, again, otherStrict, clock);
    }

    /** These settings with another clock. */
    public IngestSettings withClock(Clock otherClock) {
        return new IngestSettings(reading, handoverRule, jobs, again, strict, otherClock);
    }
}
