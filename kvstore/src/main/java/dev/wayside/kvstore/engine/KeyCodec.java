package dev.wayside.kvstore.engine;

import java.time.LocalDate;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.VisitKey;

/** Keys as bytes that sort as the keys do, so that a cell, and a day of a cell, is one contiguous range. */
public final class KeyCodec {

    /** Past any byte that UTF-8 can hold: the end of a range of texts. */
    private static final int AFTER_ANY_TEXT = 0xFF;

    private KeyCodec() {}

    public static byte[] carrierPrefix(String carrier) {
        return new ByteWriter().writeTerminated(carrier).toBytes();
    }

    public static byte[] afterCarrier(String carrier) {
        return new ByteWriter()
                .writeTerminated(carrier)
                .writeByte(AFTER_ANY_TEXT)
                .toBytes();
    }

    public static byte[] cellPrefix(CellKey cell) {
        return cell(cell).toBytes();
    }

    /** The first possible key past all days of the cell: a day's first byte never reaches this. */
    public static byte[] afterCell(CellKey cell) {
        return cell(cell).writeByte(AFTER_ANY_TEXT).toBytes();
    }

    public static byte[] dayPrefix(CellKey cell, LocalDate day) {
        return cell(cell).writeInt(sortable(day)).toBytes();
    }

    public static byte[] visit(VisitKey key) {
        return cell(key.cell())
                .writeInt(sortable(key.day()))
                .writeLong(key.trace().hash())
                .writeInt(key.visitNumber())
                .writeInt(key.firstSample())
                .toBytes();
    }

    public static VisitKey readVisit(byte[] key) {
        ByteReader reader = new ByteReader(key);
        CellKey cell = readCell(reader);
        return new VisitKey(cell, readDay(reader), new TraceId(reader.readLong()), reader.readInt(), reader.readInt());
    }

    public static byte[] handover(Handover handover, LocalDate day) {
        return cell(handover.source())
                .writeInt(sortable(day))
                .writeLong(sortable(handover.epochMillis()))
                .writeLong(handover.trace().hash())
                .toBytes();
    }

    public static CellKey readCell(byte[] key) {
        return readCell(new ByteReader(key));
    }

    private static CellKey readCell(ByteReader reader) {
        return new CellKey(reader.readTerminated(), reader.readTerminated());
    }

    private static LocalDate readDay(ByteReader reader) {
        return LocalDate.ofEpochDay(reader.readInt() ^ Integer.MIN_VALUE);
    }

    private static ByteWriter cell(CellKey cell) {
        return new ByteWriter().writeTerminated(cell.carrier()).writeTerminated(cell.cellId());
    }

    /** Flipping the sign bit makes signed order the order of the bytes. */
    private static int sortable(LocalDate day) {
        return (int) day.toEpochDay() ^ Integer.MIN_VALUE;
    }

    private static long sortable(long value) {
        return value ^ Long.MIN_VALUE;
    }
}
