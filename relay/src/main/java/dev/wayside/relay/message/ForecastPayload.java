package dev.wayside.relay.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.wayside.relay.context.PathForecast;

/**
 * A forecast as a CONTEXT frame carries it: the carrier's name, and seven doubles, NaN for unknown values. Times are
 * from when it is sent, since the relays' clocks have nothing in common.
 *
 * @param carrier the carrier
 * @param forecast on the clock of the relay that reads or writes it
 */
public record ForecastPayload(String carrier, PathForecast forecast) {

    /** Length of the seven numbers in front of the name. */
    private static final int DOUBLES_BYTES = 7 * Double.BYTES;

    /** The forecast as a payload, sent now. */
    public ByteBuffer toPayload(long nowNanos) {
        byte[] name = carrier.getBytes(StandardCharsets.UTF_8);
        double outageIn = forecast.outageAtNanos().isPresent()
                ? (forecast.outageAtNanos().getAsLong() - nowNanos) / 1e6
                : Double.NaN;
        return ByteBuffer.allocate(name.length + DOUBLES_BYTES)
                .putDouble(forecast.downlinkBps().orElse(Double.NaN))
                .putDouble(forecast.uplinkBps().orElse(Double.NaN))
                .putDouble(forecast.confidence())
                .putDouble(outageIn)
                .putDouble(forecast.outageMillis())
                .putDouble(forecast.rttMillis().orElse(Double.NaN))
                .putDouble(forecast.loss().orElse(Double.NaN))
                .put(name)
                .flip();
    }

    /**
     * The forecast in a payload.
     *
     * @throws FrameFormatException if the payload is not a forecast
     */
    public static ForecastPayload of(ByteBuffer payload, long sentNanos) throws FrameFormatException {
        if (payload.remaining() < DOUBLES_BYTES) {
            throw new FrameFormatException("a CONTEXT frame of " + payload.remaining() + " bytes");
        }
        OptionalDouble downlink = known(payload.getDouble());
        OptionalDouble uplink = known(payload.getDouble());
        double confidence = payload.getDouble();
        OptionalDouble outageIn = known(payload.getDouble());
        double outageMillis = payload.getDouble();
        OptionalDouble rtt = known(payload.getDouble());
        OptionalDouble loss = known(payload.getDouble());
        if (Math.abs(outageIn.orElse(0)) > PathForecast.MAX_MILLIS) {
            throw new FrameFormatException("a failure in " + outageIn.orElse(0) + " ms");
        }
        OptionalLong at = outageIn.isPresent()
                ? OptionalLong.of(sentNanos + Math.round(outageIn.getAsDouble() * 1e6))
                : OptionalLong.empty();
        String carrier = StandardCharsets.UTF_8.decode(payload).toString();
        try {
            return new ForecastPayload(
                    carrier, new PathForecast(downlink, uplink, rtt, loss, confidence, at, outageMillis));
        } catch (IllegalArgumentException e) {
            throw new FrameFormatException(String.valueOf(e.getMessage()));
        }
    }

    private static OptionalDouble known(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
