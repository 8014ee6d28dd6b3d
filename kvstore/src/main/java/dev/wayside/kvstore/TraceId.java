package dev.wayside.kvstore;

import java.util.HexFormat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a trace: one device's log on one carrier over one trip.
 *
 * <p>Deterministic: derived from the trace's contents, so that the same log read twice gets the same id.
 *
 * @param hash 64 bits, ordered as unsigned
 */
public record TraceId(long hash) implements Comparable<TraceId> {

    private static final int HEX_DIGITS = 16;

    /**
     * Parses the result of {@link #toString}.
     *
     * @throws IllegalArgumentException if the text is not 16 hexadecimal digits
     */
    @JsonCreator
    public static TraceId parse(String text) {
        if (text.length() != HEX_DIGITS) {
            throw new IllegalArgumentException("a trace id has 16 hexadecimal digits, this has " + text.length());
        }
        return new TraceId(Long.parseUnsignedLong(text, 16));
    }

    @Override
    public int compareTo(TraceId other) {
        return Long.compareUnsigned(hash, other.hash);
    }

    @Override
    @JsonValue
    public String toString() {
        return HexFormat.of().toHexDigits(hash);
    }
}
