package dev.wayside.traceingest.trip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A reader of {@link RowBytes}; running past the end is a {@link java.nio.BufferUnderflowException}. */
final class RowBytesReader {

    private final ByteBuffer bytes;
    private final List<String> texts = new ArrayList<>();

    RowBytesReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int readByte() {
        return bytes.get() & 0xFF;
    }

    long readVarint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    long readSignedVarint() {
        return signed(readVarint());
    }

    String readText() {
        int known = (int) readVarint();
        if (known > 0) {
            return texts.get(known - 1);
        }
        byte[] utf8 = new byte[(int) Math.min(readVarint(), bytes.remaining())];
        bytes.get(utf8);
        String text = new String(utf8, StandardCharsets.UTF_8);
        texts.add(text);
        return text;
    }

    double readNumber() {
        long tagged = readVarint();
        int tag = (int) tagged & ((1 << RowBytes.TAG_BITS) - 1);
        return switch (tag) {
            case RowBytes.NAN -> Double.NaN;
            case RowBytes.FULL -> bytes.getDouble();
            default -> signed(tagged >>> RowBytes.TAG_BITS) / RowBytes.SCALES[tag];
        };
    }

    private static long signed(long folded) {
        return (folded >>> 1) ^ -(folded & 1);
    }
}
