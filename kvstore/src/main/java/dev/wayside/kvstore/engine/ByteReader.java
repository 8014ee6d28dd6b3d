package dev.wayside.kvstore.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A reader of the bytes of a {@link ByteWriter}; running past the end is an {@link IndexOutOfBoundsException}. */
final class ByteReader {

    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int readByte() {
        return bytes[position++] & 0xFF;
    }

    int readInt() {
        int value = ByteBuffer.wrap(bytes).getInt(position);
        position += Integer.BYTES;
        return value;
    }

    long readLong() {
        long value = ByteBuffer.wrap(bytes).getLong(position);
        position += Long.BYTES;
        return value;
    }

    long readVarint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    long readSignedVarint() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A length or count; refuses what could not be held in the bytes that are left. */
    int readCount() {
        long count = readVarint();
        if (count < 0 || count > bytes.length - position) {
            throw new IndexOutOfBoundsException("a count of " + count + " at byte " + position + " of " + bytes.length);
        }
        return (int) count;
    }

    String readText() {
        int length = readCount();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    String readTerminated() {
        int end = position;
        while (bytes[end] != 0) {
            end++;
        }
        String text = new String(bytes, position, end - position, StandardCharsets.UTF_8);
        position = end + 1;
        return text;
    }
}
