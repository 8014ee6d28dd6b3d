package dev.wayside.traceingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

import dev.wayside.traceingest.format.ReadingContext;
import dev.wayside.traceingest.row.DelimitedRows;
import dev.wayside.traceingest.row.HeaderLine;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/** A file next to a log, read only as far as the log. Not thread-safe. */
public final class CompanionLog implements AutoCloseable {

    private final LogSource source;
    private final InputStream in;
    private final NextRow nextRow;
    private final DelimitedRows rows;

    private CompanionLog(LogSource source, InputStream in, NextRow nextRow, DelimitedRows rows) {
        this.source = source;
        this.in = in;
        this.nextRow = nextRow;
        this.rows = rows;
    }

    /**
     * Opens the file.
     *
     * @param rejections receives rows that cannot be read
     * @return the log, or null if its first line is not that of its format
     * @throws TraceIngestException if it cannot be read
     */
    public static @Nullable CompanionLog open(Companion companion, ReadingContext context, RowHandler rejections) {
        LogSource source = companion.source();
        InputStream in = null;
        try {
            in = source.open(count -> {});
            LogHead head = LogHead.read(in);
            if (!companion.format().isHeader(head.firstLine())) {
                in.close();
                return null;
            }
            NextRow nextRow = new NextRow(rejections);
            LineGuard guarded = new LineGuard(head.wholeLog(in), HeaderLine.separator(head.firstLine()), nextRow);
            DelimitedRows rows =
                    DelimitedRows.open(guarded, header -> companion.format().parser(header, context), nextRow);
            return new CompanionLog(source, in, nextRow, rows);
        } catch (IOException e) {
            close(in);
            throw unreadable(source, e);
        }
    }

    /** Delivers the next rows, up to and including those of this moment. */
    public void upTo(long epochMillis, Consumer<LogRow> taker) {
        try {
            while (nextRow.isKnown() || rows.next()) {
                LogRow row = nextRow.row;
                if (row != null && row.epochMillis() > epochMillis) {
                    return;
                }
                nextRow.row = null;
                if (row != null) {
                    taker.accept(row);
                }
            }
        } catch (IOException e) {
            throw unreadable(source, e);
        }
    }

    @Override
    public void close() {
        close(in);
    }

    private static void close(@Nullable InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // The file was only read, so nothing is lost.
        }
    }

    private static TraceIngestException unreadable(LogSource source, IOException cause) {
        return new TraceIngestException(
                "the file next to it, " + source.name() + ", cannot be read (" + cause.getMessage()
                        + "); fix or remove it, and repeat",
                cause);
    }

    /** The row that was read and not yet delivered. */
    private static final class NextRow implements RowHandler {

        private final RowHandler rejections;
        private @Nullable LogRow row;

        private NextRow(RowHandler rejections) {
            this.rejections = rejections;
        }

        private boolean isKnown() {
            return row != null;
        }

        @Override
        public void row(LogRow next) {
            row = next;
        }

        @Override
        public void leftOut(long lineNumber) {
            rejections.leftOut(lineNumber);
        }

        @Override
        public void rejected(RejectedRow rejected) {
            rejections.rejected(rejected);
        }
    }
}
