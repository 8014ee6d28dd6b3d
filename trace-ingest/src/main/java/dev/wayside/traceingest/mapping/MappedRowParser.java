package dev.wayside.traceingest.mapping;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.wayside.kvstore.CellName;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.OtherCells;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowParser;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a log with a mapping of its columns. A row with neither cell nor RSRP carries no coverage information,
 * because many loggers write a row per measurement of any kind; only the mapping's mark means no coverage.
 */
final class MappedRowParser implements RowParser {

    private static final String REMEDY = "add rows: {not: {%s}} to the mapping, or rows: {} to keep all rows";

    private final ColumnMapping mapping;
    private final @Nullable String carrier;
    private final NeighbourRows neighbours;
    private final MappedFields fields;
    private final boolean[] isRead;
    private final MappedTime.Reader timeReader;
    private final int[] timePositions;
    private final int coveragePosition;
    private final BoundFilter filter;
    private final OtherCells otherCells;
    private final Consumer<String> notes;
    private final List<BoundColumn> columns = new ArrayList<>();

    /** @param header the log's columns, or the paths of JSON values, which the mapping fits */
    MappedRowParser(ColumnMapping mapping, List<String> header, LogContext context, NeighbourRows neighbours) {
        this.mapping = mapping;
        this.carrier = context.carrier();
        this.neighbours = neighbours;
        this.fields = new MappedFields(header.size());
        this.isRead = new boolean[header.size()];
        this.timeReader = mapping.time().reader(context.moments(), mapping.numbers());
        this.timePositions = positions(header, mapping.time().from());
        this.filter = new BoundFilter(mapping.rows(), header);
        NoCoverageMark mark = mapping.noCoverage();
        this.coveragePosition = mark == null ? -1 : ColumnMapping.positionIn(header, mark.from());
        mapping.columns().forEach((column, mapped) -> {
            int[] at = positions(header, mapped.source().columns());
            boolean complete = mapped.source().needsAll();
            if (complete ? allFound(at) : anyFound(at)) {
                columns.add(new BoundColumn(column, mapped, at));
            }
        });
        for (String name : mapping.named()) {
            int position = ColumnMapping.positionIn(header, name);
            if (position >= 0) {
                isRead[position] = true;
            }
        }
        this.otherCells =
                mapping.rows().given() ? OtherCells.none() : OtherCells.in(header, position -> isRead[position]);
        this.notes = context.notes();
        if (filter.hasNeighbours()) {
            neighbours.hold();
        }
    }

    @Override
    public int columns() {
        return isRead.length;
    }

    @Override
    public void field(int index, FieldText text, RowDraft draft) {
        if (isRead[index]) {
            fields.set(index, text);
        } else {
            otherCells.field(index, text);
        }
    }

    @Override
    public void complete(RowDraft draft) {
        // A row that was cut short may lack the filter's fields.
        BoundFilter.Verdict verdict = draft.isRejected() ? BoundFilter.Verdict.KEPT : filter.verdict(fields);
        if (otherCells.leaveOut(draft, notes, REMEDY)) {
            fields.clear();
            return;
        }
        if (verdict == BoundFilter.Verdict.KEPT) {
            fill(draft);
        } else {
            if (verdict == BoundFilter.Verdict.NEIGHBOUR) {
                neighbour();
            }
            draft.leaveOut();
        }
        fields.clear();
    }

    private void fill(RowDraft draft) {
        time(draft);
        boolean signalled = false;
        for (BoundColumn column : columns) {
            signalled |= set(column, draft);
        }
        if (carrier != null) {
            draft.carrier(carrier);
        }
        NoCoverageMark mark = mapping.noCoverage();
        if (mark != null
                && mark.values()
                        .contains(fields.get(coveragePosition, List.of()).toString())) {
            draft.coverageLost();
        } else if (!signalled) {
            draft.performanceOnly();
        }
        if (filter.hasNeighbours() && draft.isValid()) {
            neighbours.serving(scan(draft.epochMillis()), filter.technology(fields));
        }
    }

    private void time(RowDraft draft) {
        FieldText text = timeText();
        if (text.isEmpty()) {
            draft.reject(Rejection.TIME_NOT_AS_MAPPED, "no time");
            return;
        }
        try {
            draft.time(timeReader.epochMillis(text));
        } catch (DateTimeException e) {
            draft.reject(Rejection.TIME_NOT_AS_MAPPED, String.valueOf(e.getMessage()));
        }
    }

    private FieldText timeText() {
        return timePositions.length == 1
                ? fields.get(timePositions[0], List.of())
                : fields.joined(timePositions, ' ', List.of());
    }

    /** Sets a column; true if it says that there is a cell. */
    private boolean set(BoundColumn bound, RowDraft draft) {
        FieldText text = bound.read(fields);
        if (text.isEmpty()) {
            return false;
        }
        if (bound.target().isText()) {
            name(bound, text, draft);
        } else {
            number(bound, text, draft);
        }
        return bound.target() == MappedTarget.CELL || bound.target() == MappedTarget.RSRP_DBM;
    }

    private void name(BoundColumn bound, FieldText text, RowDraft draft) {
        try {
            String name = bound.name(fields, text);
            if (name.equals(CellName.UNKNOWN) && bound.target() == MappedTarget.CELL) {
                draft.reject(Rejection.CELL_UNKNOWN, "cell " + text);
            }
            bound.target().set(name, draft);
        } catch (IllegalArgumentException e) {
            draft.reject(Rejection.VALUE_UNREADABLE, bound.target().columnName() + ": " + e.getMessage());
        }
    }

    private void number(BoundColumn bound, FieldText text, RowDraft draft) {
        try {
            bound.target().set(bound.number(text, mapping.numbers()), draft);
        } catch (NumberFormatException e) {
            if (bound.target().isExtra()) {
                return;
            }
            boolean comma =
                    mapping.numbers().decimal() != ',' && text.toString().indexOf(',') >= 0;
            draft.reject(
                    comma ? Rejection.DECIMAL_COMMA : Rejection.VALUE_UNREADABLE,
                    bound.target().columnName() + " " + text);
        }
    }

    /** Passes on the level of a neighbour cell; one that cannot be read says nothing. */
    private void neighbour() {
        for (BoundColumn column : columns) {
            if (column.target() == MappedTarget.RSRP_DBM) {
                double dbm = levelOf(column);
                if (RsrpSeries.isReportable(dbm)) {
                    neighbours.heard(scanOfNeighbour(), filter.technology(fields), dbm);
                }
            }
        }
    }

    private double levelOf(BoundColumn rsrp) {
        try {
            FieldText text = rsrp.read(fields);
            return text.isEmpty() ? Double.NaN : rsrp.number(text, mapping.numbers());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private @Nullable String scanOfNeighbour() {
        if (filter.hasScan()) {
            return scan(0);
        }
        try {
            return scan(timeReader.epochMillis(timeText()));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The name of a scan: rows of one device with the same number, or the same time. */
    private String scan(long epochMillis) {
        StringBuilder scan = new StringBuilder(filter.hasScan() ? filter.scan(fields) : Long.toString(epochMillis));
        for (BoundColumn column : columns) {
            if (column.target() == MappedTarget.TRACE) {
                scan.append('\n').append(column.read(fields));
            }
        }
        return scan.toString();
    }

    private static int[] positions(List<String> header, List<String> from) {
        return from.stream()
                .mapToInt(column -> ColumnMapping.positionIn(header, column))
                .toArray();
    }

    private static boolean allFound(int[] at) {
        for (int position : at) {
            if (position < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyFound(int[] at) {
        for (int position : at) {
            if (position >= 0) {
                return true;
            }
        }
        return false;
    }
}
