package dev.wayside.traceingest.proposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** The proposal of {@code rows:}: a flag of the serving cell, technologies without RSRP, or rows without a cell. */
final class RowsProposal {

    private static final List<String> FLAGS = List.of(
            "servingcell",
            "isserving",
            "serving",
            "registered",
            "isregistered",
            "cellregistered",
            "mregistered",
            "isprimary",
            "primary",
            "connectionstatus",
            "cellconnectionstatus");
    private static final List<String> KINDS =
            List.of("celltype", "cellrole", "role", "cellstatus", "kind", "type", "status");
    private static final Set<String> OF_SERVING = Set.of(
            "1",
            "true",
            "yes",
            "y",
            "t",
            "serving",
            "servingcell",
            "primary",
            "primary_serving",
            "primaryserving",
            "pcell",
            "registered");
    private static final Set<String> OF_OTHERS = Set.of(
            "0",
            "false",
            "no",
            "n",
            "f",
            "neighbour",
            "neighbor",
            "neighboring",
            "neighbouring",
            "secondary",
            "secondary_serving",
            "scell",
            "none",
            "not_registered",
            "unregistered",
            "2");

    /** Chosen: two rows of one second in a few places are a logger's jitter. */
    private static final double MIN_SHARED_TIMES = 0.05;
    /** Chosen: a column that tells serving from neighbour cells has few values. */
    private static final int MAX_KINDS = 5;

    private final LogSample sample;
    private final List<String> times;

    /** @param times a text for each row; none if the time is unknown */
    RowsProposal(LogSample sample, List<String> times) {
        this.sample = sample;
        this.times = times;
    }

    /**
     * Adds the filter.
     *
     * @param cells the columns of the cell
     * @param device the column that separates devices, or null
     */
    void addTo(MappingDraft draft, List<SampledColumn> cells, @Nullable SampledColumn device) {
        List<String> conditions = new ArrayList<>();
        Optional<SampledColumn> flag = flag();
        IntPredicate kept = row -> true;
        if (flag.isPresent()) {
            Set<String> values = valuesOf(flag.get(), OF_SERVING);
            conditions.add(MappingDraft.quoted(flag.get().name()) + ": " + MappingDraft.list(values));
            kept = row -> values.contains(flag.get().values().get(row));
            draft.use(flag.get());
        }
        List<String> excluded = new ArrayList<>();
        Technology.column(sample).ifPresent(technology -> {
            excluded.add(MappingDraft.quoted(technology.name()) + ": " + MappingDraft.list(Technology.WITHOUT_RSRP));
            draft.use(technology);
        });
        boolean cellsShareTimes = !cells.isEmpty() && share(shared(cells.get(0), device, kept)) > MIN_SHARED_TIMES;
        boolean emptyCells =
                flag.isEmpty() && !cells.isEmpty() && cellsShareTimes && hasEmptyRowsBesideFullOnes(cells.get(0));
        if (emptyCells) {
            SampledColumn cell = cells.get(0);
            excluded.add(MappingDraft.quoted(cell.name()) + ": [\"\"]");
            draft.unsure("rows without " + cell.name()
                    + " are taken for neighbour cells: they share their times with others");
            kept = row -> SampledColumn.isMeasured(cell.values().get(row));
            cellsShareTimes = share(shared(cell, device, kept)) > MIN_SHARED_TIMES;
        }
        if (cellsShareTimes) {
            addDoubt(draft, cells.get(0));
        }
        if (!excluded.isEmpty()) {
            conditions.add("not: {" + String.join(", ", excluded) + "}");
        }
        if (!conditions.isEmpty()) {
            draft.field("rows: {" + String.join(", ", conditions) + "}");
        }
        if (flag.isPresent() || emptyCells) {
            draft.field("neighbours: "
                    + MappingDraft.quoted(flag.orElseGet(() -> cells.get(0)).name()));
        }
    }

    /** A column that says for each row whether its cell serves. */
    private Optional<SampledColumn> flag() {
        Optional<SampledColumn> named = sample.named(
                FLAGS,
                column -> column.share(value -> isAny(value, OF_SERVING) || isAny(value, OF_OTHERS)) == 1
                        && !valuesOf(column, OF_SERVING).isEmpty());
        return named.or(() -> sample.named(
                KINDS,
                column -> !valuesOf(column, OF_SERVING).isEmpty()
                        && !valuesOf(column, OF_OTHERS).isEmpty()
                        && column.distinct().size() <= MAX_KINDS
                        && column.share(SampledColumn::isNumber) == 0));
    }

    private static boolean isAny(String value, Set<String> words) {
        return words.contains(value.toLowerCase(Locale.ROOT));
    }

    private static Set<String> valuesOf(SampledColumn column, Set<String> words) {
        Set<String> values = new TreeSet<>(column.distinct());
        values.removeIf(value -> !isAny(value, words));
        return values;
    }

    /** The kept rows by time and device, in the cells of each. */
    private Map<String, Set<String>> shared(SampledColumn cell, @Nullable SampledColumn device, IntPredicate kept) {
        Map<String, Set<String>> cells = new HashMap<>();
        for (int row = 0; row < times.size(); row++) {
            if (kept.test(row)) {
                String at = times.get(row)
                        + (device == null ? "" : "|" + device.values().get(row));
                cells.computeIfAbsent(at, key -> new HashSet<>())
                        .add(cell.values().get(row));
            }
        }
        return cells;
    }

    private static double share(Map<String, Set<String>> cellsByTime) {
        long several =
                cellsByTime.values().stream().filter(cells -> cells.size() > 1).count();
        return cellsByTime.isEmpty() ? 0 : several / (double) cellsByTime.size();
    }

    private boolean hasEmptyRowsBesideFullOnes(SampledColumn cell) {
        Set<String> withCell = new HashSet<>();
        Set<String> without = new HashSet<>();
        for (int row = 0; row < times.size(); row++) {
            (SampledColumn.isMeasured(cell.values().get(row)) ? withCell : without).add(times.get(row));
        }
        without.retainAll(withCell);
        return !without.isEmpty();
    }

    /** Several cells at the same time would become one device's visits in turn. */
    private void addDoubt(MappingDraft draft, SampledColumn cell) {
        draft.missing("rows: the same time has several " + cell.name()
                + ": neighbour cells, or several devices. Keep the rows of"
                + " the serving cell with a line like the next, or name the column of the device as trace: below");
        String column = sample.columns().stream()
                .filter(other -> !other.equals(cell) && tellsRowsOfATime(other))
                .map(other -> MappingDraft.quoted(other.name()) + ": " + MappingDraft.list(other.distinct()))
                .findFirst()
                .orElse("COLUMN: [\"VALUE\"]");
        draft.suggestion("rows: {" + column + "}");
    }

    /** True if a column has one of few values in just one row of each time. */
    private boolean tellsRowsOfATime(SampledColumn column) {
        Set<String> kinds = column.distinct();
        return kinds.size() > 1
                && column.share(value -> value.matches("[\\p{L}\\d_ ]{1,30}")) == 1
                && kinds.size() <= MAX_KINDS
                && kinds.stream().anyMatch(this.oncePerTime(column));
    }

    private Predicate<String> oncePerTime(SampledColumn column) {
        return value -> {
            Set<String> seen = new HashSet<>();
            for (int row = 0; row < times.size(); row++) {
                if (column.values().get(row).equals(value) && !seen.add(times.get(row))) {
                    return false;
                }
            }
            return seen.size() == new HashSet<>(times).size();
        };
    }
}
