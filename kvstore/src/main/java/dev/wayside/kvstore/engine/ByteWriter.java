package dev.wayside.kvstore.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with the few encodings that keys and values are made of. */
final class ByteWriter {

    private byte[] bytes = new byte[64];
    private int size;

    ByteWriter writeByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Big-endian, so that unsigned values sort by their bytes. */
    ByteWriter writeInt(int value) {
        ensure(Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(size, value);
        size += Integer.BYTES;
        return this;
    }

    /** Big-endian, so that unsigned values sort by their bytes. */
    ByteWriter writeLong(long value) {
        ensure(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(size, value);
        size += Long.BYTES;
        return this;
    }

    /** Seven bits a byte, low ones first: small unsigned values take one byte. */
    ByteWriter writeVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** Small values of either sign take one byte. */
    ByteWriter writeSignedVarint(long value) {
        return writeVarint((value << 1) ^ (value >> 63));
    }

    /** UTF-8 behind its length. */
    ByteWriter writeText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return writeVarint(utf8.length).writeRaw(utf8);
    }

    /** UTF-8 and a zero byte, which ends the text and sorts before any other character. */
    ByteWriter writeTerminated(String text) {
        return writeRaw(text.getBytes(StandardCharsets.UTF_8)).writeByte(0);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private ByteWriter writeRaw(byte[] raw) {
        ensure(raw.length);
        System.arraycopy(raw, 0, bytes, size, raw.length);
        size += raw.length;
        return this;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
