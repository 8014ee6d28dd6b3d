package dev.wayside.relay.session;

import java.util.OptionalDouble;

/**
 * What a path carried while it always had something to carry. A transport that is handed little at a time calls its
 * rates limited by the application, also when the carrier has become slow; but if more than a round trip's worth was
 * under way all the time, what was acknowledged is what the carrier carries. Time is an argument.
 */
final class BusyRate {

    private static final double MIN_PERIOD_MILLIS = 100;

    private long beganNanos;
    private long acknowledgedBytes;
    private long minOutstandingBytes = Long.MAX_VALUE;

    /** A period begins now. */
    BusyRate(long nowNanos) {
        beganNanos = nowNanos;
    }

    /** So many bytes have arrived, and so many are still under way. */
    void acknowledged(long bytes, long outstandingBytes) {
        acknowledgedBytes += bytes;
        minOutstandingBytes = Math.min(minOutstandingBytes, outstandingBytes);
    }

    /**
     * The rate since the last period's end, if it was long enough; begins another then.
     *
     * @param roundTripMillis what an acknowledgement takes without queues
     * @return bit/s; empty if the period goes on, or the path was not busy all the time
     */
    OptionalDouble at(long nowNanos, double roundTripMillis) {
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
