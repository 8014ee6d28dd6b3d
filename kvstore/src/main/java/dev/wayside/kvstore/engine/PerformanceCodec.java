package dev.wayside.kvstore.engine;

import java.util.EnumMap;
import java.util.Map;

import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;

/**
 * The performance table's values: only measured quantities take space.
 *
 * <p>Layout: version, sample count, quantity count, and per quantity: its code, then a signed varint per sample. It is
 * 0 for a missing sample, else the difference from the last measured one, moved away from 0 by one.
 */
public final class PerformanceCodec {

    private static final int VERSION = 1;

    private PerformanceCodec() {}

    public static byte[] encode(PerformanceSeries performance) {
        Map<Quantity, long[]> stepsByQuantity = performance.stepsByQuantity();
        ByteWriter writer = new ByteWriter()
                .writeByte(VERSION)
                .writeVarint(performance.length())
                .writeVarint(stepsByQuantity.size());
        stepsByQuantity.forEach((quantity, steps) -> {
            writer.writeByte(quantity.code());
            writeSteps(writer, steps);
        });
        return writer.toBytes();
    }

    public static PerformanceSeries decode(byte[] value) {
        ByteReader reader = new ByteReader(value);
        ValueVersion.require(VERSION, reader.readByte());
        int length = (int) reader.readVarint();
        int quantities = reader.readCount();
        Map<Quantity, long[]> stepsByQuantity = new EnumMap<>(Quantity.class);
        for (int i = 0; i < quantities; i++) {
            stepsByQuantity.put(Quantity.ofCode(reader.readByte()), readSteps(reader, length));
        }
        return PerformanceSeries.ofSteps(length, stepsByQuantity);
    }

    private static void writeSteps(ByteWriter writer, long[] steps) {
        long previous = 0;
        for (long step : steps) {
            if (step == PerformanceSeries.MISSING) {
                writer.writeSignedVarint(0);
            } else {
                long difference = step - previous;
                writer.writeSignedVarint(difference >= 0 ? difference + 1 : difference);
                previous = step;
            }
        }
    }

    private static long[] readSteps(ByteReader reader, int length) {
        long[] steps = new long[length];
        long previous = 0;
        for (int i = 0; i < length; i++) {
            long moved = reader.readSignedVarint();
            if (moved == 0) {
                steps[i] = PerformanceSeries.MISSING;
            } else {
                previous += moved > 0 ? moved - 1 : moved;
                steps[i] = previous;
            }
        }
        return steps;
    }
}
