package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.OptionalDouble;

import dev.wayside.relay.message.FrameFormatException;

/**
 * What the cloud measured of a path, as a CONTEXT frame on that path carries it to the edge: two doubles.
 *
 * @param bps what it carried while it was busy; NaN on the wire if it was not
 * @param loss share of segments sent again, 0 to 1
 */
record ReportPayload(OptionalDouble bps, double loss) {

    ByteBuffer toPayload() {
        return ByteBuffer.allocate(2 * Double.BYTES)
                .putDouble(bps.orElse(Double.NaN))
                .putDouble(loss)
                .flip();
    }

    static ReportPayload of(ByteBuffer payload) throws FrameFormatException {
        if (payload.remaining() != 2 * Double.BYTES) {
            throw new FrameFormatException("a report of " + payload.remaining() + " bytes");
        }
        double bps = payload.getDouble();
        double loss = payload.getDouble();
        if (bps < 0 || !(loss >= 0 && loss <= 1)) {
            throw new FrameFormatException("a report of " + bps + " bit/s, loss " + loss);
        }
        return new ReportPayload(Double.isFinite(bps) ? OptionalDouble.of(bps) : OptionalDouble.empty(), loss);
    }
}
