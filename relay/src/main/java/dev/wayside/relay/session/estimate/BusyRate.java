package dev.wayside.relay.session.estimate;

import java.util.OptionalDouble;

/**
 * The rate of a path while it always had data to carry. A transport that is handed little at a time calls its rates
 * limited by the application, also when the carrier has become slow. But if more than a round trip's worth was under
 * way all the time, the acknowledged bytes are what the carrier carries. Time is an argument.
 */
public final class BusyRate {

    /** Chosen: five measurements of 20 ms, so that acknowledgements in bursts average out. */
    private static final double MIN_PERIOD_MILLIS = 100;

    private long beganNanos;
    private long acknowledgedBytes;
    private long minOutstandingBytes = Long.MAX_VALUE;

    /** A rate whose first period begins now. */
    public BusyRate(long nowNanos) {
        beganNanos = nowNanos;
    }

    /** Notes bytes that have arrived, and bytes that are still under way. */
    public void acknowledged(long bytes, long outstandingBytes) {
        acknowledgedBytes += bytes;
        minOutstandingBytes = Math.min(minOutstandingBytes, outstandingBytes);
    }

    /**
     * The rate since the last period's end, if that was long ago enough; then another period begins.
     *
     * @param roundTripMillis time until an acknowledgement without queues
     * @return bit/s; empty if the period goes on, or the path was not busy all the time
     */
    public OptionalDouble at(long nowNanos, double roundTripMillis) {
        double millis = (nowNanos - beganNanos) / 1e6;
        if (millis < Math.max(MIN_PERIOD_MILLIS, roundTripMillis)) {
            return OptionalDouble.empty();
        }
        double bytesPerMilli = acknowledgedBytes / millis;
        boolean busy = acknowledgedBytes > 0 && minOutstandingBytes >= bytesPerMilli * roundTripMillis;
        beganNanos = nowNanos;
        acknowledgedBytes = 0;
        minOutstandingBytes = Long.MAX_VALUE;
        return busy ? OptionalDouble.of(bytesPerMilli * 8_000) : OptionalDouble.empty();
    }
}
