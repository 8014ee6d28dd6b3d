package dev.wayside.traceingest.format;

import java.time.DateTimeException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowParser;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a log with a mapping of its columns. A row with neither cell nor RSRP carries no coverage information,
 * because many loggers write a row per measurement of any kind; only the mapping's mark means no coverage.
 */
final class MappedRowParser implements RowParser {

    private static final Set<CanonicalColumn> TEXTS =
            Set.of(CanonicalColumn.CARRIER, CanonicalColumn.CELL, CanonicalColumn.TRACE);

    private final ColumnMapping mapping;
    private final @Nullable String carrier;
    private final MappedTime.Reader timeReader;
    private final int[] timePositions;
    private final int coveragePosition;
    private final Map<CanonicalColumn, int[]> positions = new EnumMap<>(CanonicalColumn.class);
    private final boolean[] isRead;
    /** The row's texts; empty if not measured. */
    private final String[] texts;

    private boolean signalled;

    MappedRowParser(List<String> header, ReadingContext context) {
        this.mapping = mappingFor(header, context);
        this.isRead = new boolean[header.size()];
        this.texts = new String[header.size()];
        this.timeReader = mapping.time().reader(context.localTimes());
        this.timePositions = read(header, mapping.time().from());
        NoCoverageMark mark = mapping.noCoverage();
        this.coveragePosition = mark == null ? -1 : read(header, List.of(mark.from()))[0];
        mapping.columns().forEach((column, mapped) -> {
            if (mapped.from().stream().allMatch(from -> ColumnMapping.positionIn(header, from) >= 0)) {
                positions.put(column, read(header, mapped.from()));
            }
        });
        this.carrier = context.carrier() == null ? mapping.carrier() : context.carrier();
        if (carrier == null && !positions.containsKey(CanonicalColumn.CARRIER)) {
            throw new TraceIngestException("neither its columns nor the mapping name the carrier: mapping "
                    + mapping.name() + "; name it with --carrier");
        }
        Arrays.fill(texts, "");
    }

    @Override
    public int columns() {
        return texts.length;
    }

    @Override
    public void field(int index, FieldText text, RowDraft draft) {
        if (isRead[index] && !text.isMissing()) {
            String value = text.toString();
            texts[index] = mapping.missing().contains(value) ? "" : value;
        }
    }

    @Override
    public void complete(RowDraft draft) {
        signalled = false;
        time(draft);
        positions.forEach((column, at) -> set(column, at, draft));
        if (carrier != null) {
            draft.carrier(carrier);
        }
        NoCoverageMark mark = mapping.noCoverage();
        if (mark != null && mark.values().contains(texts[coveragePosition])) {
            draft.coverageLost();
        } else if (!signalled) {
            draft.performanceOnly();
        }
        Arrays.fill(texts, "");
    }

    private void time(RowDraft draft) {
        String text = joined(timePositions, " ");
        try {
            draft.time(timeReader.epochMillis(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            draft.reject(
                    Rejection.TIME_UNREADABLE,
                    text + " does not match " + mapping.time().pattern());
        }
    }

    private void set(CanonicalColumn column, int[] at, RowDraft draft) {
        MappedColumn mapped = mapping.columns().get(column);
        String text = joined(at, "-");
        if (mapped == null || text.isEmpty() || mapped.missing().contains(text)) {
            return;
        }
        signalled |= column == CanonicalColumn.CELL || column == CanonicalColumn.RSRP_DBM;
        if (TEXTS.contains(column)) {
            name(column, text, draft);
        } else {
            number(column, text, mapped.factor(), draft);
        }
    }

    private static void name(CanonicalColumn column, String text, RowDraft draft) {
        switch (column) {
            case CARRIER -> draft.carrier(text);
            case CELL -> draft.cell(text);
            default -> draft.trace(text);
        }
    }

    private static void number(CanonicalColumn column, String text, double factor, RowDraft draft) {
        try {
            CanonicalRowParser.set(column, Double.parseDouble(text) * factor, draft);
        } catch (NumberFormatException e) {
            CanonicalRowParser.rejectNumber(column, text, draft);
        }
    }

    /** The joined texts of several columns; empty if one of them is. */
    private String joined(int[] at, String separator) {
        if (at.length == 1) {
            return texts[at[0]];
        }
        StringBuilder joined = new StringBuilder();
        for (int position : at) {
            if (texts[position].isEmpty()) {
                return "";
            }
            joined.append(joined.isEmpty() ? "" : separator).append(texts[position]);
        }
        return joined.toString();
    }

    private int[] read(List<String> header, List<String> from) {
        int[] at = from.stream()
                .mapToInt(column -> ColumnMapping.positionIn(header, column))
                .toArray();
        for (int position : at) {
            isRead[position] = true;
        }
        return at;
    }

    private static ColumnMapping mappingFor(List<String> header, ReadingContext context) {
        ColumnMapping chosen = context.mapping();
        if (chosen == null) {
            return ShippedMappings.fitting(header)
                    .orElseThrow(() -> new TraceIngestException(
                            "line 1: no included mapping has its columns; name yours with --mapping"));
        }
        List<String> missing = chosen.missingFrom(header);
        if (!missing.isEmpty()) {
            throw new TraceIngestException("line 1: the header lacks " + String.join(", ", missing) + ", which mapping "
                    + chosen.name() + " names; fix the mapping, or set optional: true there");
        }
        return chosen;
    }
}
