package dev.wayside.traceingest.mapping;

import java.util.Arrays;
import java.util.List;

import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.RadioField;
import dev.wayside.traceingest.row.UnitSuffix;

/** A column of a mapping and its places in one log. */
final class BoundColumn {

    private final MappedTarget target;
    private final MappedColumn mapped;
    private final int[] at;
    /** Names repeat from row to row, and need neither a new string nor to be worked out again. */
    private String lastWritten = "";

    private String lastName = "";

    /** @param at positions of the source's columns; -1 for one that the log lacks */
    BoundColumn(MappedTarget target, MappedColumn mapped, int[] at) {
        this.target = target;
        this.mapped = mapped;
        this.at = at;
    }

    MappedTarget target() {
        return target;
    }

    /** The text of a row, until the next row is read; the parts of a name joined by a blank. Empty if not measured. */
    FieldText read(MappedFields row) {
        return mapped.source() instanceof MappedSource.Text text
                ? text.read(row, at, mapped.missing())
                : row.joined(at, ' ', mapped.missing());
    }

    /**
     * The name that a text of {@link #read} stands for.
     *
     * @throws IllegalArgumentException if it cannot be a name
     */
    String name(MappedFields row, FieldText text) {
        if (!text.contentEquals(lastWritten)) {
            lastName = mapped.source() instanceof MappedSource.Name name ? name.of(parts(row)) : text.toString();
            lastWritten = text.toString();
        }
        return lastName;
    }

    private List<String> parts(MappedFields row) {
        return Arrays.stream(at)
                .mapToObj(position -> row.get(position, mapped.missing()).toString())
                .toList();
    }

    /** @throws NumberFormatException if the text is not a number */
    double number(FieldText text, NumberText numbers) {
        FieldText plain = UnitSuffix.without(mapped.units(), text);
        double read = target == MappedTarget.BAND ? RadioField.value(Quantity.BAND, plain) : numbers.read(plain);
        return read * mapped.factor() + mapped.offset();
    }
}
