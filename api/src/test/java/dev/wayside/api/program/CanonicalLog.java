package dev.wayside.api.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** A canonical CSV in the making: a header, then rows from one morning on, ten a second unless told otherwise. */
final class CanonicalLog {

    static final String HEADER = "time,carrier,cell,rsrp_dbm";

    private static final long START = Instant.parse("2026-01-05T07:00:00Z").toEpochMilli();

    private final StringBuilder text = new StringBuilder(HEADER).append('\n');
    private long epochMillis = START;
    private int stepMillis = 100;

    CanonicalLog every(int millis) {
        stepMillis = millis;
        return this;
    }

    CanonicalLog rows(int count, String carrier, String cell) {
        for (int i = 0; i < count; i++) {
            // A signal that always changes, so that no two windows are the same.
            text.append(now()).append(',').append(carrier).append(',').append(cell);
            text.append(',').append(-80 - i % 37 / 2.0).append('\n');
            epochMillis += stepMillis;
        }
        return this;
    }

    /** A line as it is, good or bad; {@code NOW} is replaced by the time. */
    CanonicalLog line(String line) {
        text.append(line.replace("NOW", now())).append('\n');
        epochMillis += stepMillis;
        return this;
    }

    String text() {
        return text.toString();
    }

    byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    void writeTo(Path file) throws IOException {
        Files.writeString(file, text());
    }

    private String now() {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
