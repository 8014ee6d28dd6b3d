package dev.wayside.traceingest;

/** Remembers the last text of a column: carrier and cell repeat from row to row and need not be made anew. */
final class RepeatedText {

    private String last = "";

    String of(FieldText field) {
        if (!field.contentEquals(last)) {
            last = field.toString();
        }
        return last;
    }
}
