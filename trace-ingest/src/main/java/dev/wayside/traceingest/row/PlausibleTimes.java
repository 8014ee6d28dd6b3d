package dev.wayside.traceingest.row;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The limits of a row's time: from 1990 to now plus a day. For one thread. */
public final class PlausibleTimes {

    /** Chosen: before GSM there was no cell to log; clocks that were never set start in 1970 or 1980. */
    private static final long MIN_MILLIS = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();

    /** Chosen: a local time that is read in another zone, or a clock that is fast. */
    private static final long ALLOWANCE_MILLIS = Duration.ofDays(1).toMillis();

    private final InstantSource clock;
    private long maxMillis;

    public PlausibleTimes(InstantSource clock) {
        this.clock = clock;
        this.maxMillis = clock.millis() + ALLOWANCE_MILLIS;
    }

    public boolean contain(long epochMillis) {
        return epochMillis >= MIN_MILLIS && (epochMillis <= maxMillis || isPastNow(epochMillis));
    }

    /** A log that grows for days outlives the first limit. */
    private boolean isPastNow(long epochMillis) {
        maxMillis = clock.millis() + ALLOWANCE_MILLIS;
        return epochMillis <= maxMillis;
    }
}
