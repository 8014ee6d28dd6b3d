package dev.wayside.traceingest.format;

import dev.wayside.traceingest.row.FieldText;

/** A cache of a column's last text: carrier and cell repeat from row to row and need no new string. */
final class RepeatedText {

    private String last = "";

    String of(FieldText field) {
        if (!field.contentEquals(last)) {
            last = field.toString();
        }
        return last;
    }
}
