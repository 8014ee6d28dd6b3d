package dev.wayside.traceingest.trip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The bytes of rows, as they are written: small numbers and repeated texts take one or two. */
final class RowBytes {

    /** The tag of a number that is not measured, and of one in full length; smaller ones are powers of ten. */
    static final int NAN = 6;

    static final int FULL = 7;
    /** Decimal places that are tried, see the tags; modems and receivers print at most seven. */
    static final double[] SCALES = {1, 1e1, 1e2, 1e3, 1e6, 1e7};

    static final int TAG_BITS = 3;

    /** Beyond it, a scaled number would lose digits. */
    private static final double MAX_SCALED = 1L << 53;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, Integer> texts = new HashMap<>();

    void writeByte(int value) {
        bytes.write(value);
    }

    void writeVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    void writeSignedVarint(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** The number of a text that was written before, or 0 and the text. */
    void writeText(String text) {
        Integer known = texts.putIfAbsent(text, texts.size() + 1);
        if (known != null) {
            writeVarint(known);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeVarint(0);
        writeVarint(utf8.length);
        bytes.writeBytes(utf8);
    }

    /** A number without loss. */
    void writeNumber(double value) {
        if (Double.isNaN(value)) {
            writeVarint(NAN);
            return;
        }
        for (int tag = 0; tag < SCALES.length; tag++) {
            double scaled = Math.rint(value * SCALES[tag]);
            long whole = (long) scaled;
            if (Math.abs(scaled) <= MAX_SCALED
                    && Double.doubleToLongBits(whole / SCALES[tag]) == Double.doubleToLongBits(value)) {
                writeVarint((((whole << 1) ^ (whole >> 63)) << TAG_BITS) | tag);
                return;
            }
        }
        writeVarint(FULL);
        bytes.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
