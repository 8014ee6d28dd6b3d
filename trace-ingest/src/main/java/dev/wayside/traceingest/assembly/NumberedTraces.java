package dev.wayside.traceingest.assembly;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.TripKey;
import dev.wayside.traceingest.row.LogRow;

/**
 * The ids of the traces of one trip on one carrier, whatever their rows are: a trip has a second trace after a long
 * gap, or after its clock was set back.
 */
public final class NumberedTraces implements Supplier<TraceIdentity> {

    private final TripKey trip;
    private final String carrier;
    private final String traceName;
    private int traces;

    /** @param traceName the name of the device in the rows; empty if they have none */
    public NumberedTraces(TripKey trip, String carrier, String traceName) {
        this.trip = trip;
        this.carrier = carrier;
        this.traceName = traceName;
    }

    /** The identity of the next trace. */
    @Override
    public TraceIdentity get() {
        return new NumberedTrace(traces++);
    }

    private TraceId id(int number) {
        MessageDigest digest = TraceFingerprint.sha256();
        for (String part : new String[] {trip.owner(), trip.id(), carrier, traceName}) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
            digest.update(utf8);
        }
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
        return new TraceId(ByteBuffer.wrap(digest.digest()).getLong());
    }

    private final class NumberedTrace implements TraceIdentity {

        private final int number;

        private NumberedTrace(int number) {
            this.number = number;
        }

        @Override
        public void add(LogRow row) {
            // The rows do not matter.
        }

        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public TraceId toTraceId() {
            return id(number);
        }
    }
}
