package dev.wayside.traceingest.row;

/** A parser from the fields of one delimited format to rows, for one log's header. */
public interface RowParser {

    /** Number of columns in the header. */
    int columns();

    /** Sets field {@code index} of the current row; fields past the header's columns are not delivered. */
    void field(int index, FieldText text, RowDraft draft);

    /** Completes the row after its last field. */
    void complete(RowDraft draft);
}
