package dev.wayside.relay.message;

import java.nio.ByteBuffer;
import java.util.OptionalDouble;

/**
 * The cloud's measurement of a path, as a CONTEXT frame on that path carries it to the edge: two doubles.
 *
 * @param bps its rate while it was busy; NaN on the wire if it was not
 * @param loss share of segments sent again, 0 to 1
 */
public record ReportPayload(OptionalDouble bps, double loss) {

    /** The report as a payload. */
    public ByteBuffer toPayload() {
        return ByteBuffer.allocate(2 * Double.BYTES)
                .putDouble(bps.orElse(Double.NaN))
                .putDouble(loss)
                .flip();
    }

    /**
     * The report in a payload.
     *
     * @throws FrameFormatException if the payload is not a report
     */
    public static ReportPayload of(ByteBuffer payload) throws FrameFormatException {
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
