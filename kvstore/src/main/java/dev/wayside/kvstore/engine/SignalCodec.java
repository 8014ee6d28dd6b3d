package dev.wayside.kvstore.engine;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;

/**
 * The signal table's values. Samples are differences in 1/16 dB: neighbours are similar, so most take one byte.
 *
 * <p>Layout: version, start (varint), sample count, first sample and differences (signed varints), handover count, and
 * per handover: time since the start, kind, disconnection, source cell id, target cell id.
 */
public final class SignalCodec {

    private static final int VERSION = 1;

    private SignalCodec() {}

    public static byte[] encode(VisitSignal signal) {
        ByteWriter writer = new ByteWriter().writeByte(VERSION).writeSignedVarint(signal.startEpochMillis());
        writeSamples(writer, signal.rsrp());
        writer.writeVarint(signal.handovers().size());
        for (Handover handover : signal.handovers()) {
            writer.writeSignedVarint(handover.epochMillis() - signal.startEpochMillis())
                    .writeByte(handover.kind().code())
                    .writeVarint(handover.disconnectionMillis())
                    .writeText(handover.source().cellId())
                    .writeText(handover.targetCellId());
        }
        return writer.toBytes();
    }

    public static VisitSignal decode(VisitKey key, byte[] value) {
        ByteReader reader = start(value);
        long startEpochMillis = reader.readSignedVarint();
        RsrpSeries rsrp = readSamples(reader);
        int count = reader.readCount();
        List<Handover> handovers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            handovers.add(readHandover(reader, key, startEpochMillis));
        }
        return new VisitSignal(key, startEpochMillis, rsrp, handovers);
    }

    /** The number of samples, without decoding them. */
    public static int sampleCount(byte[] value) {
        ByteReader reader = start(value);
        reader.readSignedVarint();
        return reader.readCount();
    }

    private static ByteReader start(byte[] value) {
        ByteReader reader = new ByteReader(value);
        ValueVersion.require(VERSION, reader.readByte());
        return reader;
    }

    private static void writeSamples(ByteWriter writer, RsrpSeries rsrp) {
        writer.writeVarint(rsrp.length());
        int previous = 0;
        for (int i = 0; i < rsrp.length(); i++) {
            writer.writeSignedVarint(rsrp.sixteenths(i) - previous);
            previous = rsrp.sixteenths(i);
        }
    }

    private static RsrpSeries readSamples(ByteReader reader) {
        short[] samples = new short[reader.readCount()];
        int previous = 0;
        for (int i = 0; i < samples.length; i++) {
            previous += (int) reader.readSignedVarint();
            samples[i] = (short) previous;
        }
        return RsrpSeries.ofSixteenths(samples, samples.length);
    }

    private static Handover readHandover(ByteReader reader, VisitKey key, long startEpochMillis) {
        long epochMillis = startEpochMillis + reader.readSignedVarint();
        HandoverKind kind = HandoverKind.ofCode(reader.readByte());
        int disconnectionMillis = (int) reader.readVarint();
        CellKey source = new CellKey(key.cell().carrier(), reader.readText());
        return new Handover(key.trace(), epochMillis, kind, disconnectionMillis, source, reader.readText());
    }
}
