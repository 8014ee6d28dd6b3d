package dev.wayside.peers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The files that searches of vectors are measured with everywhere: each vector as its length, 32 bits, and its
 * elements, 32 bits each, all little-endian. Floats in {@code .fvecs}, integers in {@code .ivecs}.
 */
final class VectorFile {

    private VectorFile() {}

    static void writeFloats(Path file, int count, IntFunction<float[]> vectors) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < count; i++) {
                float[] vector = vectors.apply(i);
                byte[] bytes = new byte[Integer.BYTES + vector.length * Float.BYTES];
                littleEndian(bytes).putInt(vector.length).asFloatBuffer().put(vector);
                out.write(bytes);
            }
        }
    }

    static List<float[]> readFloats(Path file) throws IOException {
        List<float[]> vectors = new ArrayList<>();
        ByteBuffer bytes = read(file);
        while (bytes.hasRemaining()) {
            float[] vector = new float[bytes.getInt()];
            bytes.asFloatBuffer().get(vector);
            bytes.position(bytes.position() + vector.length * Float.BYTES);
            vectors.add(vector);
        }
        return vectors;
    }

    static void writeInts(Path file, List<int[]> vectors) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int[] vector : vectors) {
                byte[] bytes = new byte[Integer.BYTES + vector.length * Integer.BYTES];
                littleEndian(bytes).putInt(vector.length).asIntBuffer().put(vector);
                out.write(bytes);
            }
        }
    }

    static List<int[]> readInts(Path file) throws IOException {
        List<int[]> vectors = new ArrayList<>();
        ByteBuffer bytes = read(file);
        while (bytes.hasRemaining()) {
            int[] vector = new int[bytes.getInt()];
            bytes.asIntBuffer().get(vector);
            bytes.position(bytes.position() + vector.length * Integer.BYTES);
            vectors.add(vector);
        }
        return vectors;
    }

    private static ByteBuffer read(Path file) throws IOException {
        return littleEndian(Files.readAllBytes(file));
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
