package dev.wayside.traceingest.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.OtherCells;
import dev.wayside.traceingest.row.RadioField;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowParser;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.row.UnitSuffix;
import org.jspecify.annotations.Nullable;

/** Rows of Wayside's own CSV. Unknown columns are ignored. */
final class CanonicalRowParser implements RowParser {

    /** The remedy for rows that are left out because of a column of the log. */
    static final String ALL_ROWS = "rename or remove the column to keep the rows with %s";

    private final @Nullable CanonicalColumn[] columns;
    private final CanonicalTime time;
    private final @Nullable String carrier;
    private final RepeatedText carriers = new RepeatedText();
    private final RepeatedText cells = new RepeatedText();
    private final RepeatedText traces = new RepeatedText();
    private final OtherCells otherCells;
    private final Consumer<String> notes;

    CanonicalRowParser(List<String> header, ReadingContext context) {
        this.columns = header.stream()
                .map(name -> CanonicalColumn.find(name).orElse(null))
                .toArray(CanonicalColumn[]::new);
        this.time = new CanonicalTime(context.localTimes());
        this.carrier = context.carrier();
        this.otherCells = OtherCells.in(header, position -> columns[position] != null);
        this.notes = context.notes()::add;
        List<String> missing = CanonicalColumn.missingFrom(header);
        if (!missing.isEmpty()) {
            throw new TraceIngestException("line 1: the header lacks " + String.join(", ", missing)
                    + "; a Wayside CSV begins with time,carrier,cell,rsrp_dbm");
        }
        requireOnce();
    }

    private void requireOnce() {
        Set<CanonicalColumn> found = EnumSet.noneOf(CanonicalColumn.class);
        for (CanonicalColumn column : columns) {
            if (column != null && !found.add(column)) {
                throw new TraceIngestException("the header has several columns " + column.columnName()
                        + "; rename all but one, or name the columns in a mapping");
            }
        }
    }

    @Override
    public int columns() {
        return columns.length;
    }

    @Override
    public void field(int index, FieldText text, RowDraft draft) {
        CanonicalColumn column = columns[index];
        if (column == null) {
            otherCells.field(index, text);
            return;
        }
        if (text.isEmpty()) {
            return;
        }
        switch (column) {
            case TIME -> time.read(text, draft);
            case CARRIER -> draft.carrier(carriers.of(text));
            case CELL -> draft.cell(cells.of(text));
            case TRACE -> draft.trace(traces.of(text));
            case EVENT -> event(text.toString(), draft);
            default -> number(column, text, draft);
        }
    }

    @Override
    public void complete(RowDraft draft) {
        if (carrier != null) {
            draft.carrier(carrier);
        }
        otherCells.leaveOut(draft, notes, ALL_ROWS);
    }

    /** Sets a numeric column from its text, in the unit of its name. */
    static void number(CanonicalColumn column, FieldText text, RowDraft draft) {
        Quantity quantity = column.quantity();
        FieldText plain = UnitSuffix.without(column.units(), text);
        if (quantity != null && column.isExtra()) {
            draft.valueIfPlausible(quantity, RadioField.value(quantity, plain));
            return;
        }
        try {
            double value = plain.toDouble();
            if (quantity == null) {
                draft.rsrp(value);
            } else {
                draft.value(quantity, value);
            }
        } catch (NumberFormatException e) {
            draft.rejectNumber(column.columnName(), text.toString());
        }
    }

    /** Sets the event by its name. */
    static void event(String name, RowDraft draft) {
        eventNamed(name).ifPresentOrElse(draft::event, () -> draft.reject(Rejection.EVENT_UNKNOWN, name));
    }

    private static Optional<HandoverKind> eventNamed(String name) {
        return switch (name) {
            case "handover" -> Optional.of(HandoverKind.SUCCESS);
            case "handover_failure" -> Optional.of(HandoverKind.FAILURE);
            case "outage" -> Optional.of(HandoverKind.OUTAGE);
            default -> Optional.empty();
        };
    }
}
