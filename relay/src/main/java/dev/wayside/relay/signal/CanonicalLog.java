package dev.wayside.relay.signal;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.wayside.relay.context.CarrierSignal;

/**
 * A log in Wayside's canonical CSV, gzip-compressed or not, in memory.
 *
 * @param rows in the order of the file
 */
public record CanonicalLog(List<Row> rows) {

    /** Chosen: 23 days of one carrier at 1 Hz; more would not fit into a relay's memory. */
    private static final int MAX_ROWS = 2_000_000;

    /**
     * A row. Fields that it leaves out are empty.
     *
     * @param epochMillis its time
     * @param carrier its carrier
     * @param signal its cell and RSRP; no coverage if one of them is missing
     * @param event the event that ended just before, such as {@code outage}; blank if there is none
     */
    public record Row(
            long epochMillis,
            String carrier,
            CarrierSignal signal,
            OptionalDouble downlinkBps,
            OptionalDouble uplinkBps,
            OptionalDouble rttMillis,
            OptionalDouble loss,
            String event) {}

    /** Copies the rows. */
    public CanonicalLog {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a log.
     *
     * @throws IllegalArgumentException if the file is not such a log; names the row and the reason
     * @throws IOException if the file cannot be read
     */
    public static CanonicalLog read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = open(file);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                        .ofNamedCsvRecord(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)))) {
            for (NamedCsvRecord line : csv) {
                if (rows.size() == MAX_ROWS) {
                    throw new IllegalArgumentException(
                            file + ": more than " + MAX_ROWS + " rows; split the log, or keep fewer rows a second");
                }
                rows.add(row(file, line));
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        return new CanonicalLog(rows);
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static Row row(Path file, NamedCsvRecord line) {
        try {
            Optional<String> cell = text(line, "cell");
            OptionalDouble rsrp = number(line, "rsrp_dbm");
            return new Row(
                    time(line),
                    text(line, "carrier").orElseThrow(() -> new IllegalArgumentException("'carrier' is missing")),
                    cell.isPresent() && rsrp.isPresent() ? new CarrierSignal(cell, rsrp) : CarrierSignal.none(),
                    number(line, "downlink_bps"),
                    number(line, "uplink_bps"),
                    number(line, "rtt_ms"),
                    number(line, "loss"),
                    text(line, "event").orElse(""));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalArgumentException(
                    file + ", line " + line.getStartingLineNumber() + ": " + e.getMessage(), e);
        }
    }

    private static long time(NamedCsvRecord line) {
        return Instant.parse(text(line, "time").orElseThrow(() -> new IllegalArgumentException("'time' is missing")))
                .toEpochMilli();
    }

    private static Optional<String> text(NamedCsvRecord line, String name) {
        return line.findField(name).filter(field -> !field.isBlank());
    }

    private static OptionalDouble number(NamedCsvRecord line, String name) {
        Optional<String> field = text(line, name);
        return field.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(field.get()));
    }
}
