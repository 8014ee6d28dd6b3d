package dev.wayside.traceingest.trip;

import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.Measurements;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.Rejection;

/**
 * Rows of a trip as bytes: version, count, and row by row its kind, the step from the last time, and what differs.
 *
 * <p>Measurements are written by the code of their quantity, so that a new one needs no new version.
 */
final class TripRowCodec {

    private static final int VERSION = 1;
    private static final int LEFT_OUT = 0;
    private static final int REJECTED = 1;
    private static final int TAKEN = 2;
    private static final int REJECTED_TIMED = 3;

    private static final int HAS_CELL = 1;
    private static final int HAS_EVENT = 2;
    private static final int HAS_DISCONNECTION = 4;
    private static final int HAS_TRACE = 8;

    /** Their order is part of the format. */
    private static final List<Coverage> COVERAGES =
            List.of(Coverage.CELL, Coverage.PLACE, Coverage.NONE, Coverage.UNKNOWN);

    private TripRowCodec() {}

    static boolean areEqual(TripRow one, TripRow other) {
        return Arrays.equals(encode(List.of(one)), encode(List.of(other)));
    }

    static byte[] encode(List<TripRow> rows) {
        RowBytes out = new RowBytes();
        out.writeByte(VERSION);
        out.writeVarint(rows.size());
        long millis = 0;
        for (TripRow row : rows) {
            LogRow taken = row.row();
            if (taken != null) {
                out.writeByte(TAKEN);
                out.writeSignedVarint(taken.epochMillis() - millis);
                millis = taken.epochMillis();
                write(taken, out);
            } else if (row.rejection() != null) {
                boolean isTimed = row.rejectedMillis() != RejectedRow.NO_TIME;
                out.writeByte(isTimed ? REJECTED_TIMED : REJECTED);
                out.writeText(row.rejection().name());
                if (isTimed) {
                    out.writeSignedVarint(row.rejectedMillis() - millis);
                    millis = row.rejectedMillis();
                }
            } else {
                out.writeByte(LEFT_OUT);
            }
        }
        return out.toBytes();
    }

    /** @param firstRow the number of the first of them */
    static List<TripRow> decode(byte[] value, int firstRow) {
        try {
            return read(new RowBytesReader(value), firstRow);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new HistoryStoreException(
                    Reason.CORRUPT,
                    "rows of a trip from " + firstRow + " on cannot be decoded (" + e
                            + "); the store is damaged: restore it from a backup, and send the trip again",
                    e);
        }
    }

    private static List<TripRow> read(RowBytesReader in, int firstRow) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("version " + version);
        }
        int count = (int) in.readVarint();
        List<TripRow> rows = new ArrayList<>();
        long millis = 0;
        for (int i = 0; i < count; i++) {
            int kind = in.readByte();
            switch (kind) {
                case LEFT_OUT -> rows.add(TripRow.LEFT_OUT);
                case REJECTED -> rows.add(TripRow.rejected(Rejection.valueOf(in.readText()), RejectedRow.NO_TIME));
                case REJECTED_TIMED -> {
                    Rejection rejection = Rejection.valueOf(in.readText());
                    millis += in.readSignedVarint();
                    rows.add(TripRow.rejected(rejection, millis));
                }
                case TAKEN -> {
                    millis += in.readSignedVarint();
                    rows.add(TripRow.of(read(in, firstRow + i, millis)));
                }
                default -> throw new IllegalArgumentException("kind " + kind);
            }
        }
        return rows;
    }

    private static void write(LogRow row, RowBytes out) {
        HandoverKind event = row.endedEvent();
        String cell = row.cellId();
        int has = (cell == null ? 0 : HAS_CELL)
                | (event == null ? 0 : HAS_EVENT)
                | (Double.isNaN(row.disconnectionMillis()) ? 0 : HAS_DISCONNECTION)
                | (row.traceName().isEmpty() ? 0 : HAS_TRACE);
        out.writeByte(COVERAGES.indexOf(row.coverage()) << 4 | has);
        out.writeText(row.carrier());
        if (!row.traceName().isEmpty()) {
            out.writeText(row.traceName());
        }
        if (cell != null) {
            out.writeText(cell);
            out.writeNumber(row.rsrpDbm());
        }
        if (event != null) {
            out.writeByte(event.code());
        }
        if (!Double.isNaN(row.disconnectionMillis())) {
            out.writeNumber(row.disconnectionMillis());
        }
        writeMeasurements(row.measurements(), out);
    }

    private static void writeMeasurements(Measurements measured, RowBytes out) {
        out.writeVarint(measured.codes());
        for (int i = 0; i < Integer.bitCount(measured.codes()); i++) {
            out.writeNumber(measured.valueAt(i));
        }
    }

    private static LogRow read(RowBytesReader in, int number, long millis) {
        int flags = in.readByte();
        String carrier = in.readText();
        String trace = (flags & HAS_TRACE) == 0 ? "" : in.readText();
        String cell = (flags & HAS_CELL) == 0 ? null : in.readText();
        double rsrpDbm = cell == null ? Double.NaN : in.readNumber();
        HandoverKind event = (flags & HAS_EVENT) == 0 ? null : HandoverKind.ofCode(in.readByte());
        double disconnectionMillis = (flags & HAS_DISCONNECTION) == 0 ? Double.NaN : in.readNumber();
        return new LogRow(
                number,
                millis,
                carrier,
                trace,
                COVERAGES.get(flags >> 4),
                cell,
                rsrpDbm,
                event,
                disconnectionMillis,
                readMeasurements(in),
                false);
    }

    private static Measurements readMeasurements(RowBytesReader in) {
        int codes = (int) in.readVarint();
        double[] byCode = new double[Quantity.values().length];
        for (int rest = codes; rest != 0; rest &= rest - 1) {
            byCode[Integer.numberOfTrailingZeros(rest)] = in.readNumber();
        }
        return Measurements.copyOf(codes, byCode);
    }
}
