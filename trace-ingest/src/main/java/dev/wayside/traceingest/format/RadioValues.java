package dev.wayside.traceingest.format;

import java.util.EnumMap;
import java.util.Map;

import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.RadioField;
import dev.wayside.traceingest.row.RowDraft;

/** The radio conditions in the fields of one row, until it is clear that the row is of a cell with an RSRP. */
final class RadioValues {

    private final Map<Quantity, Double> values = new EnumMap<>(Quantity.class);

    void read(Quantity quantity, FieldText text) {
        values.put(quantity, RadioField.value(quantity, text));
    }

    /** NaN if the row has none. */
    double value(Quantity quantity) {
        return values.getOrDefault(quantity, Double.NaN);
    }

    void drop(Quantity quantity) {
        values.remove(quantity);
    }

    /** Sets them in a row, and forgets them. */
    void moveTo(RowDraft draft) {
        values.forEach(draft::valueIfPlausible);
        values.clear();
    }

    void forget() {
        values.clear();
    }
}
