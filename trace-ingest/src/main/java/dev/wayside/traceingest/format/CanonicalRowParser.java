package dev.wayside.traceingest.format;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowParser;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.row.UnitSuffix;
import org.jspecify.annotations.Nullable;

/** Rows of Wayside's own CSV. Unknown columns are ignored. */
final class CanonicalRowParser implements RowParser {

    private final @Nullable CanonicalColumn[] columns;
    private final CanonicalTime time;
    private final @Nullable String carrier;
    private final RepeatedText carriers = new RepeatedText();
    private final RepeatedText cells = new RepeatedText();
    private final RepeatedText traces = new RepeatedText();

    CanonicalRowParser(List<String> header, ReadingContext context) {
        this.columns = header.stream()
                .map(name -> CanonicalColumn.find(name).orElse(null))
                .toArray(CanonicalColumn[]::new);
        this.time = new CanonicalTime(context.localTimes());
        this.carrier = context.carrier();
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
        if (column == null || text.isEmpty()) {
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
    }

    /** Sets a numeric column from its text. */
    static void number(CanonicalColumn column, FieldText text, RowDraft draft) {
        try {
            set(column, UnitSuffix.without(column.units(), text).toDouble(), draft);
        } catch (NumberFormatException e) {
            draft.rejectNumber(column.columnName(), text.toString());
        }
    }

    /** Sets a numeric column, in the unit of its name. */
    static void set(CanonicalColumn column, double value, RowDraft draft) {
        switch (column) {
            case RSRP_DBM -> draft.rsrp(value);
            case DOWNLINK_BPS -> draft.value(Quantity.DOWNLINK_BPS, value);
            case UPLINK_BPS -> draft.value(Quantity.UPLINK_BPS, value);
            case RTT_MS -> draft.value(Quantity.RTT_MILLIS, value);
            case LOSS -> draft.value(Quantity.LOSS, value);
            case NEIGHBOUR_RSRP_DBM -> draft.value(Quantity.NEIGHBOUR_RSRP_DBM, value);
            case LAT -> draft.value(Quantity.LATITUDE_DEGREES, value);
            case LON -> draft.value(Quantity.LONGITUDE_DEGREES, value);
            case SPEED_MPS -> draft.value(Quantity.SPEED_MPS, value);
            default -> throw new IllegalArgumentException(column + " is not a number");
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
