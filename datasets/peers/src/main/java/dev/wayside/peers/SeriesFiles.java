package dev.wayside.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.kvstore.RsrpSeries;

/**
 * Series in two files, little-endian: the samples of all, one after the other, 16 bits each in 1/16 dBm; and how many
 * each has, 32 bits each.
 */
record SeriesFiles(Path samples, Path lengths) {

    void write(List<RsrpSeries> series) throws IOException {
        int total = series.stream().mapToInt(RsrpSeries::length).sum();
        byte[] sampleBytes = new byte[total * Short.BYTES];
        byte[] lengthBytes = new byte[series.size() * Integer.BYTES];
        ByteBuffer sixteenths = littleEndian(sampleBytes);
        ByteBuffer counts = littleEndian(lengthBytes);
        for (RsrpSeries one : series) {
            counts.putInt(one.length());
            for (int i = 0; i < one.length(); i++) {
                sixteenths.putShort((short) one.sixteenths(i));
            }
        }
        Files.write(samples, sampleBytes);
        Files.write(lengths, lengthBytes);
    }

    List<RsrpSeries> read() throws IOException {
        ShortBuffer sixteenths = littleEndian(Files.readAllBytes(samples)).asShortBuffer();
        IntBuffer counts = littleEndian(Files.readAllBytes(lengths)).asIntBuffer();
        List<RsrpSeries> series = new ArrayList<>();
        while (counts.hasRemaining()) {
            short[] one = new short[counts.get()];
            sixteenths.get(one);
            series.add(RsrpSeries.ofSixteenths(one, one.length));
        }
        return series;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
