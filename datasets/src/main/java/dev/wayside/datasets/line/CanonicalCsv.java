package dev.wayside.datasets.line;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

/**
 * A writer of one trace as canonical CSV, compressed. The file appears under its name only when it is complete: a run
 * that is cut short leaves no half file. Not thread-safe.
 */
final class CanonicalCsv implements Closeable {
    static final String[] HEADER = {
        "time",
        "carrier",
        "cell",
        "rsrp_dbm",
        "downlink_bps",
        "uplink_bps",
        "rtt_ms",
        "loss",
        "lat",
        "lon",
        "speed_mps",
        "event"
    };

    private static final DateTimeFormatter RFC_3339_MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** Modems report RSRP in sixteenths of a decibel: 625 ten-thousandths. */
    private static final int SIXTEENTHS = 16;

    private final Path file;
    private final Path unfinished;
    private final String carrier;
    private final CsvWriter writer;
    private long rows;
    private boolean finished;

    CanonicalCsv(Path file, String carrier) throws IOException {
        this.file = file;
        this.carrier = carrier;
        this.unfinished = file.resolveSibling(file.getFileName() + ".part");
        this.writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(compressed(unfinished));
        writer.writeRecord(HEADER);
    }

    private static OutputStream compressed(Path file) throws IOException {
        OutputStream raw = Files.newOutputStream(file);
        try {
            return new GZIPOutputStream(raw, 1 << 16);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    void write(Sample sample) {
        rows++;
        sample.link().ifPresentOrElse(link -> writeConnected(sample, link), () -> writeCutOff(sample));
    }

    private void writeConnected(Sample sample, Sample.Link link) {
        Quality quality = link.quality();
        write(
                sample,
                link.cell(),
                BigDecimal.valueOf(Math.round(link.rsrpDbm() * SIXTEENTHS) * 625, 4)
                        .toPlainString(),
                Long.toString(quality.downlinkBps()),
                Long.toString(quality.uplinkBps()),
                decimal(quality.rttMillis(), 1),
                decimal(quality.loss(), 5));
    }

    private void writeCutOff(Sample sample) {
        write(sample, "", "", "0", "0", "", "1");
    }

    private void write(
            Sample sample, String cell, String rsrpDbm, String downlink, String uplink, String rttMillis, String loss) {
        Sample.Place place = sample.place();
        writer.writeRecord(
                RFC_3339_MILLIS.format(sample.time()),
                carrier,
                cell,
                rsrpDbm,
                downlink,
                uplink,
                rttMillis,
                loss,
                decimal(place.latitude(), 6),
                decimal(place.longitude(), 6),
                decimal(place.speedMps(), 2),
                sample.ended().map(DisconnectionKind::event).orElse(""));
    }

    private static String decimal(double value, int places) {
        return BigDecimal.valueOf(Math.round(value * Math.pow(10, places)), places)
                .toPlainString();
    }

    long rows() {
        return rows;
    }

    /** Ends the file and gives it its name. */
    void finish() throws IOException {
        writer.close();
        finished = true;
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Leaves nothing behind unless the file was finished. */
    @Override
    public void close() throws IOException {
        if (!finished) {
            writer.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
