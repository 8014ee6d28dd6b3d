package dev.wayside.traceingest.source;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.wayside.traceingest.format.CompanionFormat;
import dev.wayside.traceingest.format.GNetTrackColumn;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.row.GeoJson;
import dev.wayside.traceingest.row.HeaderFit;
import dev.wayside.traceingest.row.JsonDocument;
import org.jspecify.annotations.Nullable;

/** The first bytes of a log, from which its format is detected. */
public final class LogHead {

    /** Chosen: the length of the longest line. */
    private static final int BYTES = 1 << 16;

    private static final int MAX_QUOTE_CHARS = 60;

    /** Chosen: more formats are not near. */
    private static final int MAX_NEAR = 3;

    private final byte[] bytes;
    private final String firstLine;

    /** The failure that cut the head, if the log is damaged that early. */
    private final @Nullable IOException damage;

    private LogHead(byte[] bytes, String firstLine, @Nullable IOException damage) {
        this.bytes = bytes;
        this.firstLine = firstLine;
        this.damage = damage;
    }

    /** Reads up to the end of the head or to the damage; {@link #wholeLog} fails there again. */
    public static LogHead read(InputStream in) throws IOException {
        byte[] bytes = new byte[BYTES];
        int filled = 0;
        IOException damage = null;
        try {
            for (int count = 0; count >= 0 && filled < BYTES; count = in.read(bytes, filled, BYTES - filled)) {
                filled += count;
            }
        } catch (IOException e) {
            damage = e;
        }
        return of(Arrays.copyOf(bytes, filled), damage);
    }

    /** The head of a log of which these bytes were read. */
    public static LogHead of(byte[] bytes) throws IOException {
        return of(bytes, null);
    }

    private static LogHead of(byte[] bytes, @Nullable IOException damage) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new LogHead(bytes, JsonDocument.startOf(new BufferedReader(new StringReader(text))), damage);
    }

    /** The first line that is not blank, and in a JSON document those that follow; empty if there is none. */
    public String firstLine() {
        return firstLine;
    }

    public boolean isBinary() {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    public boolean isGeoJson() {
        return GeoJson.startsWith(new String(bytes, StandardCharsets.UTF_8));
    }

    public boolean isDamaged() {
        return damage != null;
    }

    /** The bytes that were read already, and the rest. */
    public InputStream wholeLog(InputStream rest) {
        return new SequenceInputStream(
                new ByteArrayInputStream(bytes), damage == null ? rest : new FailingStream(damage));
    }

    /** The reason why this is not a log, for the operator. */
    public String whyUnrecognised() {
        if (damage != null) {
            return "damaged at its start (" + damage.getMessage() + "); fix the log or fetch it again, and repeat";
        }
        if (bytes.length == 0) {
            return "empty: it has no header; check how it was written";
        }
        if (isBinary()) {
            return "not a text log: it holds zero bytes; name the logs themselves";
        }
        if (isGeoJson()) {
            return GeoJson.REFUSAL;
        }
        if (firstLine.startsWith("{") || firstLine.startsWith("[")) {
            return "JSON whose records are not one a line, or not Wayside's; read it with --mapping and records: (see the"
                    + " README of trace-ingest)";
        }
        Optional<CompanionFormat> companion = CompanionFormat.recognise(firstLine);
        if (companion.isPresent()) {
            return "measurements that belong to a log of format "
                    + companion.get().logFormat()
                    + " and are read with it; ingest the log itself, or name a --format if this is one";
        }
        if (GNetTrackColumn.isBesideTheLog(firstLine)) {
            return "G-NetTrack's events, which belong to a log and hold no samples; ingest the log itself";
        }
        List<HeaderFit> near = LogFormat.near(firstLine);
        if (!near.isEmpty()) {
            return "line 1: not a known header; "
                    + near.stream()
                            .limit(MAX_NEAR)
                            .map(fit -> "as " + fit.format() + " it lacks " + String.join(", ", fit.missing()))
                            .collect(Collectors.joining("; "))
                    + "; add the columns, name another --format, or describe the columns with --mapping";
        }
        // Control characters could rewrite the operator's terminal.
        String start = firstLine
                .substring(0, Math.min(MAX_QUOTE_CHARS, firstLine.length()))
                .replaceAll("\\p{Cntrl}", "?");
        return "not a known log format: line 1 reads '" + start
                + "'; see 'wayside ingest --help' for the formats, name one with --format, or describe the log with"
                + " --mapping (its separator, the lines above its header, its columns)";
    }
}
