package dev.wayside.kvstore.engine;

import java.util.List;

import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.Trip.State;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripProgress;

/**
 * The trip table's keys and values. Unfinished trips, their rows and closed trips lie apart, so that a listing of
 * unfinished trips reads nothing else. A trip: version, state, rows, progress, times, device.
 */
public final class TripCodec {

    private static final int VERSION = 1;
    private static final int UNFINISHED = 1;
    private static final int ROWS = 2;
    private static final int CLOSED = 3;
    private static final int AFTER_ANY_TEXT = 0xFF;

    /** Their order is part of the format. */
    private static final List<State> STATES = List.of(State.OPEN, State.CLOSING, State.CLOSED);

    private TripCodec() {}

    /** The key of an unfinished trip. */
    public static byte[] key(TripKey key) {
        return key(UNFINISHED, key).toBytes();
    }

    /** The key of a closed trip. */
    public static byte[] closed(TripKey key) {
        return key(CLOSED, key).toBytes();
    }

    /** Just after the unfinished trips of an owner up to an id; before all of them if it is empty. */
    public static byte[] after(String owner, String id) {
        ByteWriter key = new ByteWriter().writeByte(UNFINISHED).writeTerminated(owner);
        return id.isEmpty()
                ? key.toBytes()
                : key.writeTerminated(id).writeByte(0).toBytes();
    }

    public static byte[] afterOwner(String owner) {
        return new ByteWriter()
                .writeByte(UNFINISHED)
                .writeTerminated(owner)
                .writeByte(AFTER_ANY_TEXT)
                .toBytes();
    }

    public static byte[] beforeUnfinished() {
        return new byte[] {UNFINISHED};
    }

    public static byte[] afterUnfinished() {
        return new byte[] {UNFINISHED + 1};
    }

    public static byte[] beforeClosed() {
        return new byte[] {CLOSED};
    }

    public static byte[] afterClosed() {
        return new byte[] {CLOSED + 1};
    }

    public static TripKey readKey(byte[] key) {
        ByteReader reader = new ByteReader(key);
        reader.readByte();
        return new TripKey(reader.readTerminated(), reader.readTerminated());
    }

    /** The key of rows. */
    public static byte[] rows(TripKey key, int firstRow) {
        return key(ROWS, key).writeInt(firstRow).toBytes();
    }

    /** Past all rows of a trip: their numbers are positive. */
    public static byte[] afterRows(TripKey key) {
        return key(ROWS, key).writeByte(AFTER_ANY_TEXT).toBytes();
    }

    public static int readFirstRow(byte[] key) {
        ByteReader reader = new ByteReader(key);
        reader.readByte();
        reader.readTerminated();
        reader.readTerminated();
        return reader.readInt();
    }

    public static byte[] encode(Trip trip) {
        TripProgress progress = trip.progress();
        return new ByteWriter()
                .writeByte(VERSION)
                .writeByte(STATES.indexOf(trip.state()))
                .writeVarint(trip.rows())
                .writeVarint(progress.rows())
                .writeVarint(progress.rejectedRows())
                .writeVarint(progress.visits())
                .writeVarint(progress.windows())
                .writeVarint(trip.openedMillis())
                .writeVarint(trip.changedMillis())
                .writeText(trip.device())
                .toBytes();
    }

    public static Trip decode(TripKey key, byte[] value) {
        ByteReader reader = new ByteReader(value);
        ValueVersion.require(VERSION, reader.readByte());
        State state = STATES.get(reader.readByte());
        int rows = (int) reader.readVarint();
        TripProgress progress =
                new TripProgress((int) reader.readVarint(), (int) reader.readVarint(), (int) reader.readVarint(), (int)
                        reader.readVarint());
        long openedMillis = reader.readVarint();
        long changedMillis = reader.readVarint();
        return new Trip(key, reader.readText(), state, rows, progress, openedMillis, changedMillis);
    }

    private static ByteWriter key(int kind, TripKey key) {
        return new ByteWriter().writeByte(kind).writeTerminated(key.owner()).writeTerminated(key.id());
    }
}
