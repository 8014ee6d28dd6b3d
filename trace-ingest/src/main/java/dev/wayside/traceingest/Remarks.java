package dev.wayside.traceingest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Remarks on how a log was read.
 *
 * @param warnings signs that the log was not read as it was meant
 * @param notes decisions that the log left to the reader
 */
public record Remarks(List<Warning> warnings, List<String> notes) {

    /** No remarks. */
    public static final Remarks NONE = new Remarks(List.of(), List.of());

    /** Copies the lists. */
    public Remarks {
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }

    /** The number of warnings of each kind that occurs: a log has at most one of each. */
    Map<Warning.Kind, Long> warningsByKind() {
        Map<Warning.Kind, Long> byKind = new EnumMap<>(Warning.Kind.class);
        warnings.forEach(warning -> byKind.merge(warning.kind(), 1L, Long::sum));
        return byKind;
    }

    /** These and others. */
    Remarks plus(Remarks others) {
        return new Remarks(
                Stream.concat(warnings.stream(), others.warnings.stream()).toList(),
                Stream.concat(notes.stream(), others.notes.stream()).toList());
    }
}
