package dev.wayside.traceingest.row;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an open CSV or similar format, one at a time: the header decides the separator and the meaning of each
 * column.
 */
public final class DelimitedRows {

    private final Iterator<Boolean> rows;

    private DelimitedRows(Iterator<Boolean> rows) {
        this.rows = rows;
    }

    /**
     * Reads the header.
     *
     * @param in stays open: the caller closes it
     * @param handler receives every row, or its rejection, when it is requested
     */
    public static DelimitedRows open(
            InputStream in, Function<List<String>, RowParser> parserForHeader, RowHandler handler) throws IOException {
        return open(in, TextForm.PLAIN, parserForHeader, handler);
    }

    /** As above, for a log that does not describe its own form. */
    public static DelimitedRows open(
            InputStream in, TextForm form, Function<List<String>, RowParser> parserForHeader, RowHandler handler)
            throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(in, form.charset()), 1 << 16);
        FirstLine first = FirstLine.read(text, form);
        char separator = form.separatorOf(first.text());
        RowParser parser = parserForHeader.apply(
                form.header().isEmpty() ? HeaderLine.names(first.text(), separator) : form.header());
        Fields fields = new Fields(parser, handler, first.lineNumber());
        CsvReader<Boolean> rows = builder(form)
                .fieldSeparator(separator)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .build(fields, separator == TextForm.BLANKS ? new BlankSeparated(text) : text);
        return new DelimitedRows(rows.iterator());
    }

    private static CsvReader.CsvReaderBuilder builder(TextForm form) {
        CsvReader.CsvReaderBuilder builder = CsvReader.builder();
        return form.hasComments()
                ? builder.commentStrategy(CommentStrategy.SKIP)
                        .commentCharacter(form.comment().charAt(0))
                : builder;
    }

    /** Reads one more line; false if there is none. A blanked line is not a row. */
    public boolean next() throws IOException {
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            return true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw causeOf(e);
        }
    }

    /**
     * The exception of the handler, a full disk for instance, without the parser's wrapper: the caller knows the cause.
     */
    private static RuntimeException causeOf(CsvParseException wrapper) {
        return wrapper.getCause() instanceof RuntimeException cause ? cause : wrapper;
    }

    /** Receives the fields in the parser's buffer, without making strings of them. */
    private static final class Fields extends AbstractBaseCsvCallbackHandler<Boolean> {

        private final RowParser parser;
        private final RowHandler handler;
        private final long linesBefore;
        private final RowDraft draft = new RowDraft();
        private final FieldText text = new FieldText();
        private boolean blank;
        private boolean surplus;

        private Fields(RowParser parser, RowHandler handler, long linesBefore) {
            this.parser = parser;
            this.handler = handler;
            this.linesBefore = linesBefore;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            draft.begin(linesBefore + startingLineNumber);
            blank = true;
            surplus = false;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            text.set(buffer, offset, length);
            blank &= text.isEmpty();
            if (index < parser.columns()) {
                parser.field(index, text, draft);
            } else {
                surplus |= !text.isEmpty();
            }
        }

        @Override
        protected @Nullable Boolean buildRecord() {
            boolean blanked = blank && getFieldCount() == 1;
            if (!blanked) {
                if (surplus || getFieldCount() < parser.columns()) {
                    draft.reject(
                            Rejection.COLUMNS_WRONG, getFieldCount() + " fields under a header of " + parser.columns());
                }
                parser.complete(draft);
                draft.deliver(handler);
            }
            return Boolean.TRUE;
        }
    }
}
