package dev.wayside.traceingest.mapping;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.traceingest.row.FieldText;

/** The row filter of a mapping and its places in one log. */
final class BoundFilter {

    /** The part that a row plays. */
    enum Verdict {
        /** A row of the serving cell. */
        KEPT,
        /** A row of a neighbour cell. */
        NEIGHBOUR,
        /** A row of something else. */
        LEFT_OUT
    }

    private final RowFilter filter;
    private final List<Bound> conditions = new ArrayList<>();
    private final int scanPosition;
    private final int technologyPosition;

    BoundFilter(RowFilter filter, List<String> header) {
        this.filter = filter;
        for (RowFilter.Condition condition : filter.conditions()) {
            conditions.add(new Bound(condition, ColumnMapping.positionIn(header, condition.column())));
        }
        this.scanPosition = filter.scan() == null ? -1 : ColumnMapping.positionIn(header, filter.scan());
        this.technologyPosition =
                filter.technology() == null ? -1 : ColumnMapping.positionIn(header, filter.technology());
    }

    boolean hasNeighbours() {
        return filter.neighbours() != null;
    }

    boolean hasScan() {
        return scanPosition >= 0;
    }

    String scan(MappedFields row) {
        return row.get(scanPosition, List.of()).toString();
    }

    /** The technology of a row; empty if the log does not tell it. */
    String technology(MappedFields row) {
        return row.get(technologyPosition, List.of()).toString();
    }

    Verdict verdict(MappedFields row) {
        boolean neighbour = false;
        for (Bound bound : conditions) {
            if (!bound.applies(row)) {
                if (!bound.condition.column().equals(filter.neighbours())) {
                    return Verdict.LEFT_OUT;
                }
                neighbour = true;
            }
        }
        return neighbour ? Verdict.NEIGHBOUR : Verdict.KEPT;
    }

    private record Bound(RowFilter.Condition condition, int position) {

        private boolean applies(MappedFields row) {
            FieldText text = row.get(position, List.of());
            for (String value : condition.values()) {
                if (text.equalsIgnoreCase(value) || isWhole(text, value)) {
                    return condition.keeps();
                }
            }
            return !condition.keeps();
        }

        /** True for a whole number and the same with a fraction of zero: pandas writes 1.0 for 1. */
        private static boolean isWhole(FieldText text, String value) {
            int point = value.length();
            if (text.length() < point + 2 || text.charAt(point) != '.' || text.digits(0, point) < 0) {
                return false;
            }
            for (int i = 0; i < text.length(); i++) {
                boolean same = i < point ? text.charAt(i) == value.charAt(i) : i == point || text.charAt(i) == '0';
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }
}
