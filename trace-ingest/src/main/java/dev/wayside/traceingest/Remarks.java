package dev.wayside.traceingest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.Rejection;

/**
 * Remarks on how a log was read.
 *
 * @param warnings signs that the log was not read as it was meant
 * @param notes decisions that the log left to the reader
 * @param firstRejected the line and the value of the first row that was rejected for each reason
 */
public record Remarks(List<Warning> warnings, List<String> notes, Map<Rejection, String> firstRejected) {

    /** No remarks. */
    public static final Remarks NONE = new Remarks(List.of(), List.of(), Map.of());

    /** Copies the lists and the map. */
    public Remarks {
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
        firstRejected = Map.copyOf(firstRejected);
    }

    /** The number of warnings of each kind that occurs: a log has at most one of each. */
    Map<Warning.Kind, Long> warningsByKind() {
        Map<Warning.Kind, Long> byKind = new EnumMap<>(Warning.Kind.class);
        warnings.forEach(warning -> byKind.merge(warning.kind(), 1L, Long::sum));
        return byKind;
    }

    /** These and others. */
    Remarks plus(Remarks others) {
        Map<Rejection, String> first = new EnumMap<>(Rejection.class);
        first.putAll(others.firstRejected);
        first.putAll(firstRejected);
        return new Remarks(
                Stream.concat(warnings.stream(), others.warnings.stream()).toList(),
                Stream.concat(notes.stream(), others.notes.stream()).toList(),
                first);
    }
}
