package dev.wayside.traceingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

import dev.wayside.traceingest.row.DelimitedRows;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.RowParser;
import dev.wayside.traceingest.row.RowReader;

/** A reader of CSV and similar formats. */
final class DelimitedReader implements RowReader {

    private final Function<List<String>, RowParser> parserForHeader;

    DelimitedReader(Function<List<String>, RowParser> parserForHeader) {
        this.parserForHeader = parserForHeader;
    }

    @Override
    public void read(InputStream in, RowHandler handler) throws IOException {
        DelimitedRows rows = DelimitedRows.open(in, parserForHeader, handler);
        while (!Thread.currentThread().isInterrupted() && rows.next()) {
            // The handler received the row.
        }
    }
}
