package dev.wayside.traceingest.mapping;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import dev.wayside.traceingest.row.DelimitedRows;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.RowParser;
import dev.wayside.traceingest.row.RowReader;
import dev.wayside.traceingest.row.TextForm;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/** A reader of any log whose columns a mapping explains: delimited, or JSON. */
public final class MappedReader implements RowReader {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int BYTE_ORDER_MARK_BYTES = 3;
    /** Chosen: three lines of a terminal. */
    private static final int MAX_NAMES_CHARS = 240;

    private final LogContext context;

    /** A reader of one log. */
    public MappedReader(LogContext context) {
        this.context = context;
    }

    /** The separator of a log, or a mark of {@link TextForm} for JSON. */
    public static char separatorOf(String firstLine, @Nullable ColumnMapping mapping) {
        if (!firstLine.isEmpty() && JsonPaths.isStart(firstLine.strip().charAt(0))) {
            ColumnMapping explained =
                    mapping == null ? ShippedMappings.recognise(firstLine).orElse(null) : mapping;
            return MappedJsonReader.isDocument(firstLine, explained) ? TextForm.NO_LINES : TextForm.NO_SEPARATOR;
        }
        return new MappedForm(mapping).separatorOf(firstLine);
    }

    @Override
    public void read(InputStream in, RowHandler handler) throws IOException {
        NeighbourRows rows = new NeighbourRows(handler);
        BufferedInputStream log = new BufferedInputStream(in, BUFFER_BYTES);
        try {
            if (beginsAsJson(log)) {
                new MappedJsonReader(context, rows).read(log);
            } else {
                readDelimited(log, rows);
            }
        } finally {
            rows.release();
        }
    }

    private void readDelimited(InputStream log, NeighbourRows handler) throws IOException {
        DelimitedRows rows =
                DelimitedRows.open(log, new MappedForm(context.mapping()), header -> parser(header, handler), handler);
        while (!Thread.currentThread().isInterrupted() && rows.next()) {
            // The handler received the row.
        }
    }

    private RowParser parser(List<String> header, NeighbourRows handler) {
        ColumnMapping mapping = context.mapping();
        if (mapping == null) {
            mapping = ShippedMappings.fitting(header)
                    .orElseThrow(() -> new TraceIngestException(
                            "line 1: no included mapping has its columns; name yours with --mapping"));
        }
        requireFitting(mapping, header);
        requireCarrier(mapping, context);
        return new MappedRowParser(mapping, header, context, handler);
    }

    private static void requireFitting(ColumnMapping mapping, List<String> header) {
        List<String> missing = mapping.missingFrom(header);
        if (!missing.isEmpty()) {
            boolean undecoded = header.stream().anyMatch(name -> name.indexOf('\uFFFD') >= 0);
            throw new TraceIngestException("the header lacks " + String.join(", ", missing) + ", which mapping "
                    + mapping.name() + " names"
                    + (undecoded
                            ? "; it is not in UTF-8: add text: {charset: windows-1252} or its charset"
                            : "; its columns are " + shortened(String.join(", ", header))
                                    + "; fix the mapping, or set optional: true there; if the header is further below, set"
                                    + " text: {skip_lines: ...}"));
        }
        for (String name : mapping.named()) {
            if (ColumnMapping.isDoubled(header, name)) {
                throw new TraceIngestException("the header has several columns " + name + ", which mapping "
                        + mapping.name() + " names; give all columns names of your own with text: {header: [...],"
                        + " skip_lines: 1}");
            }
        }
    }

    private static String shortened(String names) {
        return names.length() > MAX_NAMES_CHARS ? names.substring(0, MAX_NAMES_CHARS) + "..." : names;
    }

    static void requireCarrier(ColumnMapping mapping, LogContext context) {
        if (context.carrier() == null && !mapping.columns().containsKey(MappedTarget.CARRIER)) {
            throw new TraceIngestException("neither its columns nor the mapping name the carrier: mapping "
                    + mapping.name() + "; name it with --carrier");
        }
    }

    private static boolean beginsAsJson(BufferedInputStream log) throws IOException {
        log.mark(BUFFER_BYTES);
        int first = log.read();
        for (int i = 1; i < BYTE_ORDER_MARK_BYTES && first == 0xEF; i++) {
            log.read();
        }
        first = first == 0xEF ? log.read() : first;
        for (int read = 1; read < BUFFER_BYTES / 2 && first >= 0 && first <= ' '; read++) {
            first = log.read();
        }
        log.reset();
        return JsonPaths.isStart(first);
    }
}
