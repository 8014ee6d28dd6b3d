package dev.wayside.traceingest.mapping;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

/** A conversion of a log's local times to moments. */
public interface LocalMoments {

    /**
     * The moment, ms since 1970-01-01T00:00Z.
     *
     * @param millisOfMinute seconds and their fraction, ms
     * @throws IllegalArgumentException if a part is out of range
     * @throws java.time.DateTimeException if there is no such date
     */
    long epochMillis(long year, long month, long day, long hour, long minute, long millisOfMinute);

    /** The conversions of one log, by zone. */
    interface ByZone {

        /**
         * The conversion of times in a zone.
         *
         * @param zone the zone, or null for that of the store
         */
        LocalMoments in(@Nullable ZoneId zone);
    }
}
