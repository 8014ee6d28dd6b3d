package dev.wayside.relay.schedule;

/** A sum that decays with a half-life of a second. Time is an argument. */
final class DecayingSum {

    /** Chosen: some round trips of a slow carrier, so that users share within a second. */
    /** Chosen: some round trips of a slow carrier, so that users share within a second. */
    private static final double HALF_LIFE_NANOS = 1e9;

    private double sum;
    private long atNanos;

    void add(double amount, long nowNanos) {
        sum = at(nowNanos) + amount;
        atNanos = nowNanos;
    }

    double at(long nowNanos) {
        return sum * Math.pow(0.5, Math.max(0, nowNanos - atNanos) / HALF_LIFE_NANOS);
    }
}
