package dev.wayside.traceingest;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * How logs are understood, beyond what they say themselves.
 *
 * @param format the format of all, or null to tell it from each log's first line
 * @param mapping what the columns mean, of logs of format {@link LogFormat#MAPPED}; null for one that comes with
 *     Wayside
 * @param carrier carrier to use instead of what the logs say, or null to go by the logs
 * @param carrierByName the same for logs whose path contains the key; goes before {@code carrier}
 * @param year the year of times that have none, or null to take it from the log's name
 */
public record LogReading(
        @Nullable LogFormat format,
        @Nullable ColumnMapping mapping,
        @Nullable String carrier,
        Map<String, String> carrierByName,
        @Nullable Integer year) {

    /** Goes by what the logs say. */
    public static final LogReading BY_THE_LOG = new LogReading(null, null, null, Map.of(), null);

    /** Copies the map; of several keys that a path contains, the first in order of characters counts. */
    public LogReading {
        carrierByName = Collections.unmodifiableMap(new TreeMap<>(carrierByName));
    }

    /** The same of another format, or null to tell it from the logs. */
    public LogReading withFormat(@Nullable LogFormat otherFormat) {
        return new LogReading(otherFormat, mapping, carrier, carrierByName, year);
    }

    /** The same by a mapping of columns. */
    public LogReading withMapping(ColumnMapping otherMapping) {
        return new LogReading(LogFormat.MAPPED, otherMapping, carrier, carrierByName, year);
    }

    /** The same with another carrier, or null to go by the logs. */
    public LogReading withCarrier(@Nullable String otherCarrier) {
        return new LogReading(format, mapping, otherCarrier, carrierByName, year);
    }

    /** The same with carriers by what the logs' paths contain. */
    public LogReading withCarriers(Map<String, String> otherCarrierByName) {
        return new LogReading(format, mapping, carrier, otherCarrierByName, year);
    }

    /** The same with another year, or null to take it from the logs' names. */
    public LogReading withYear(@Nullable Integer otherYear) {
        return new LogReading(format, mapping, carrier, carrierByName, otherYear);
    }

    /** The format of a log that begins so, if there is one. */
    Optional<LogFormat> formatOf(String firstLine) {
        return format == null ? LogFormat.recognise(firstLine) : Optional.of(format);
    }

    /** What a reader of one log needs to know. */
    ReadingContext context(String logName, ZoneId zone, HandoverRule handoverRule) {
        return new ReadingContext(logName, zone, carrierOf(logName), handoverRule, year, mapping);
    }

    private @Nullable String carrierOf(String logName) {
        return carrierByName.entrySet().stream()
                .filter(entry -> logName.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(carrier);
    }
}
