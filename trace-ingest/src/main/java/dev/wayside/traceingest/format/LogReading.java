package dev.wayside.traceingest.format;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.mapping.ColumnMapping;
import org.jspecify.annotations.Nullable;

/**
 * The interpretation of logs, beyond their contents.
 *
 * @param format the format of all, or null to detect it from each log's first line
 * @param mapping the columns of logs of format {@link LogFormat#MAPPED}; null for an included mapping
 * @param carrier carrier instead of the one in the logs, or null for the one in the logs
 * @param carrierByName the same for logs whose path contains the key; has priority over {@code carrier}
 * @param year the year of times without one, or null to take it from the log's name
 */
public record LogReading(
        @Nullable LogFormat format,
        @Nullable ColumnMapping mapping,
        @Nullable String carrier,
        Map<String, String> carrierByName,
        @Nullable Integer year) {

    /** Everything as in the logs. */
    public static final LogReading AS_LOGGED = new LogReading(null, null, null, Map.of(), null);

    /** Copies the map; of several keys that a path contains, the first in order of characters counts. */
    public LogReading {
        carrierByName = Collections.unmodifiableMap(new TreeMap<>(carrierByName));
    }

    /** This reading with another format, or null to detect it. */
    public LogReading withFormat(@Nullable LogFormat otherFormat) {
        return new LogReading(otherFormat, mapping, carrier, carrierByName, year);
    }

    /** This reading with a mapping of columns. */
    public LogReading withMapping(ColumnMapping otherMapping) {
        return new LogReading(LogFormat.MAPPED, otherMapping, carrier, carrierByName, year);
    }

    /** This reading with another carrier, or null for the one in the logs. */
    public LogReading withCarrier(@Nullable String otherCarrier) {
        return new LogReading(format, mapping, otherCarrier, carrierByName, year);
    }

    /** This reading with carriers by parts of the logs' paths. */
    public LogReading withCarriers(Map<String, String> otherCarrierByName) {
        return new LogReading(format, mapping, carrier, otherCarrierByName, year);
    }

    /** This reading with another year, or null to take it from the logs' names. */
    public LogReading withYear(@Nullable Integer otherYear) {
        return new LogReading(format, mapping, carrier, carrierByName, otherYear);
    }

    /** The format of a log with this first line, if there is one. */
    public Optional<LogFormat> formatOf(String firstLine) {
        return format == null ? LogFormat.recognise(firstLine) : Optional.of(format);
    }

    /** The context for a reader of one log. */
    public ReadingContext context(String logName, ZoneId zone, HandoverRule handoverRule) {
        return new ReadingContext(
                logName, zone, new LocalTimes(zone), carrierOf(logName), handoverRule, year, mapping, new LogNotes());
    }

    private @Nullable String carrierOf(String logName) {
        return carrierByName.entrySet().stream()
                .filter(entry -> logName.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(carrier);
    }
}
