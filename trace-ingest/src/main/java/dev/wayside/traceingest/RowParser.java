package dev.wayside.traceingest;

/** Turns the fields of one delimited format into rows; made for one log's header. */
interface RowParser {

    /** How many columns the header names. */
    int columns();

    /** Takes field {@code index} of the row begun; fields past the header's columns are not handed over. */
    void field(int index, FieldText text, RowDraft draft);

    /** Completes the row once all its fields were taken. */
    void complete(RowDraft draft);
}
