package dev.wayside.kvstore.engine;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;

/**
 * The performance table's values: only measured quantities take space.
 *
 * <p>Layout 2: version, sample count, quantity count, and per quantity: its code, then a signed varint per sample. It
 * is 0 for a missing sample, else the difference from the last measured one, moved away from 0 by one. If {@link #RUNS}
 * is added to the code, each of these differs from the sample before it, and the number of its repetitions follows: a
 * few bytes for a channel that stays. Layout 1 has no runs.
 */
public final class PerformanceCodec {

    private static final int VERSION = 2;
    private static final int VERSION_WITHOUT_RUNS = 1;

    /** Added to a quantity's code. */
    private static final int RUNS = 0x80;

    private PerformanceCodec() {}

    public static byte[] encode(PerformanceSeries performance) {
        Map<Quantity, long[]> stepsByQuantity = performance.stepsByQuantity();
        ByteWriter writer = new ByteWriter()
                .writeByte(VERSION)
                .writeVarint(performance.length())
                .writeVarint(stepsByQuantity.size());
        stepsByQuantity.forEach((quantity, steps) -> {
            // A run takes one byte more than a sample.
            if (runs(steps) <= steps.length / 2) {
                writer.writeByte(quantity.code() | RUNS);
                writeRuns(writer, steps);
            } else {
                writer.writeByte(quantity.code());
                writeSteps(writer, steps);
            }
        });
        return writer.toBytes();
    }

    public static PerformanceSeries decode(byte[] value) {
        ByteReader reader = new ByteReader(value);
        int version = reader.readByte();
        if (version != VERSION_WITHOUT_RUNS) {
            ValueVersion.require(VERSION, version);
        }
        int length = (int) reader.readVarint();
        int quantities = reader.readCount();
        Map<Quantity, long[]> stepsByQuantity = new EnumMap<>(Quantity.class);
        for (int i = 0; i < quantities; i++) {
            int code = reader.readByte();
            boolean inRuns = (code & RUNS) != 0;
            stepsByQuantity.put(
                    Quantity.ofCode(code & ~RUNS), inRuns ? readRuns(reader, length) : readSteps(reader, length));
        }
        return PerformanceSeries.ofSteps(length, stepsByQuantity);
    }

    private static int runs(long[] steps) {
        int runs = steps.length == 0 ? 0 : 1;
        for (int i = 1; i < steps.length; i++) {
            if (steps[i] != steps[i - 1]) {
                runs++;
            }
        }
        return runs;
    }

    private static void writeRuns(ByteWriter writer, long[] steps) {
        long previous = 0;
        int end;
        for (int start = 0; start < steps.length; start = end) {
            end = start + 1;
            while (end < steps.length && steps[end] == steps[start]) {
                end++;
            }
            previous = writeStep(writer, steps[start], previous);
            writer.writeVarint(end - start - 1L);
        }
    }

    private static void writeSteps(ByteWriter writer, long[] steps) {
        long previous = 0;
        for (long step : steps) {
            previous = writeStep(writer, step, previous);
        }
    }

    /** Writes a sample; returns the last measured one. */
    private static long writeStep(ByteWriter writer, long step, long previous) {
        if (step == PerformanceSeries.MISSING) {
            writer.writeSignedVarint(0);
            return previous;
        }
        long difference = step - previous;
        writer.writeSignedVarint(difference >= 0 ? difference + 1 : difference);
        return step;
    }

    private static long[] readRuns(ByteReader reader, int length) {
        long[] steps = new long[length];
        long previous = 0;
        int end;
        for (int start = 0; start < length; start = end) {
            long step = readStep(reader, previous);
            long repetitions = reader.readVarint();
            if (repetitions < 0 || repetitions >= length - start) {
                throw new IndexOutOfBoundsException("a run of " + repetitions + " past sample " + start);
            }
            end = start + 1 + (int) repetitions;
            Arrays.fill(steps, start, end, step);
            previous = step == PerformanceSeries.MISSING ? previous : step;
        }
        return steps;
    }

    private static long[] readSteps(ByteReader reader, int length) {
        long[] steps = new long[length];
        long previous = 0;
        for (int i = 0; i < length; i++) {
            steps[i] = readStep(reader, previous);
            previous = steps[i] == PerformanceSeries.MISSING ? previous : steps[i];
        }
        return steps;
    }

    /** Reads a sample that follows a measured one. */
    private static long readStep(ByteReader reader, long previous) {
        long moved = reader.readSignedVarint();
        if (moved == 0) {
            return PerformanceSeries.MISSING;
        }
        return previous + (moved > 0 ? moved - 1 : moved);
    }
}
