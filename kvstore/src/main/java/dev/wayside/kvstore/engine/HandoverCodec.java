package dev.wayside.kvstore.engine;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.TraceId;

/** The handover table's values: version, trace, time, kind, disconnection, target cell id. */
public final class HandoverCodec {

    private static final int VERSION = 1;

    private HandoverCodec() {}

    public static byte[] encode(Handover handover) {
        return new ByteWriter()
                .writeByte(VERSION)
                .writeLong(handover.trace().hash())
                .writeSignedVarint(handover.epochMillis())
                .writeByte(handover.kind().code())
                .writeVarint(handover.disconnectionMillis())
                .writeText(handover.targetCellId())
                .toBytes();
    }

    public static Handover decode(CellKey source, byte[] value) {
        ByteReader reader = new ByteReader(value);
        ValueVersion.require(VERSION, reader.readByte());
        return new Handover(
                new TraceId(reader.readLong()),
                reader.readSignedVarint(),
                HandoverKind.ofCode(reader.readByte()),
                (int) reader.readVarint(),
                source,
                reader.readText());
    }
}
