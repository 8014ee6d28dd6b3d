package dev.wayside.traceingest.proposal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The first rows of a log.
 *
 * @param text the fields of {@code text:} that the log needs; none for JSON
 * @param records the path of the list of records in a JSON document, or null
 * @param columns in the order of the log
 * @param doubts remarks on its text
 */
record LogSample(List<String> text, @Nullable String records, List<SampledColumn> columns, List<String> doubts) {

    /** Chosen: enough to see what a column holds; a mapping is tried on all rows. */
    static final int MAX_ROWS = 2_000;

    /** The column whose whole name is one of these, in their order, or else contains one; measured, and accepted. */
    Optional<SampledColumn> named(List<String> synonyms, Predicate<SampledColumn> accepted) {
        return allNamed(synonyms, accepted).stream().findFirst();
    }

    /** All such columns, the best first. */
    List<SampledColumn> allNamed(List<String> synonyms, Predicate<SampledColumn> accepted) {
        Stream<SampledColumn> whole = synonyms.stream()
                .flatMap(synonym ->
                        columns.stream().filter(column -> column.words().is(synonym)));
        Stream<SampledColumn> part = synonyms.stream()
                .flatMap(synonym ->
                        columns.stream().filter(column -> column.words().contains(synonym)));
        return Stream.concat(whole, part)
                .distinct()
                .filter(column -> !column.isEmpty() && accepted.test(column))
                .toList();
    }

    /** The columns that are measured and not among these. */
    List<SampledColumn> others(Set<SampledColumn> used) {
        return columns.stream()
                .filter(column -> !used.contains(column) && !column.isEmpty())
                .toList();
    }

    int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).values().size();
    }
}
