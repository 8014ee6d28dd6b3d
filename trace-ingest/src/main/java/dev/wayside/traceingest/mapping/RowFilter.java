package dev.wayside.traceingest.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The rows of a mapped log that describe the serving cell; the others are left out.
 *
 * @param conditions all of them apply to a row that is kept
 * @param neighbours the column whose condition alone leaves out the rows of neighbour cells; null if there are none
 * @param scan the column with the same value in all rows of one scan; null if they have the same time
 * @param technology the column with the technology of serving and neighbour cells; null if there is none
 * @param given true if the mapping says which rows to keep, all of them for instance
 */
record RowFilter(
        List<Condition> conditions,
        @Nullable String neighbours,
        @Nullable String scan,
        @Nullable String technology,
        boolean given) {

    private static final String NOT = "not";

    /**
     * A condition on a column.
     *
     * @param values compared without case; an empty one is a field that is not measured
     * @param keeps true if rows with these values are kept, false if the others are
     */
    record Condition(String column, List<String> values, boolean keeps) {}

    static RowFilter read(MappingField rows, MappingField neighbours) {
        List<Condition> conditions = new ArrayList<>();
        if (rows.exists() && !rows.isObject()) {
            throw rows.wrong("give columns and the values of the rows to keep, such as {serving: [\"true\"]}");
        }
        for (String key : rows.keys()) {
            if (key.equals(NOT) && rows.at(NOT).isObject()) {
                rows.at(NOT).keys().forEach(column -> conditions.add(condition(rows.at(NOT), column, false)));
            } else {
                conditions.add(condition(rows, key, true));
            }
        }
        return withNeighbours(conditions, neighbours, rows.exists());
    }

    private static Condition condition(MappingField columns, String column, boolean keeps) {
        Set<String> values = columns.at(column).texts();
        if (values.isEmpty()) {
            throw columns.at(column).wrong("list the column's values");
        }
        return new Condition(column, List.copyOf(values), keeps);
    }

    private static RowFilter withNeighbours(List<Condition> conditions, MappingField field, boolean given) {
        if (!field.exists()) {
            return new RowFilter(List.copyOf(conditions), null, null, null, given);
        }
        if (field.isObject()) {
            field.requireKnown(Set.of("rows", "scan", "technology"));
        }
        MappingField named = field.isObject() ? field.at("rows") : field;
        String column = named.column();
        if (conditions.stream().noneMatch(condition -> condition.column().equals(column))) {
            throw named.wrong("name the column of rows: that is different for neighbour cells");
        }
        return new RowFilter(
                List.copyOf(conditions), column, columnAt(field, "scan"), columnAt(field, "technology"), given);
    }

    private static @Nullable String columnAt(MappingField field, String key) {
        return field.has(key) ? field.at(key).column() : null;
    }
}
