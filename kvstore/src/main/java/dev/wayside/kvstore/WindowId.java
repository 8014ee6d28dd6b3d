package dev.wayside.kvstore;

import java.util.Comparator;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a window: trace, visit, and its start in the visit. Deterministic, so ingesting twice changes nothing.
 *
 * @param trace the trace
 * @param visitNumber position among the visits of the trace, from 0
 * @param offset position of the window's first sample within the visit, from 0
 */
public record WindowId(TraceId trace, int visitNumber, int offset) implements Comparable<WindowId> {

    private static final Comparator<WindowId> ORDER = Comparator.comparing(WindowId::trace)
            .thenComparingInt(WindowId::visitNumber)
            .thenComparingInt(WindowId::offset);

    /**
     * Parses the result of {@link #toString}.
     *
     * @throws IllegalArgumentException if the text is not of the form {@code trace.visit.offset}
     */
    public static WindowId parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a window id reads trace.visit.offset, this reads " + text);
        }
        return new WindowId(TraceId.parse(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public int compareTo(WindowId other) {
        return ORDER.compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return trace + "." + visitNumber + "." + offset;
    }
}
