package dev.wayside.datasets.line;

import dev.wayside.datasets.line.random.Lognormal;
import dev.wayside.datasets.line.random.RandomStream;

/**
 * Round-trip time: an idle network's, the queue of a busy cell, retransmissions on a weak link, rare stalls, and what
 * piled up during a disconnection. Not thread-safe.
 */
final class Latency {
    // Figures: the table "The model" in datasets/README.md.
    private static final double QUEUE_MILLIS = 9;
    private static final double QUEUE_SIGMA = 0.4;
    /** A server's queue at full load is not infinite: buffers end. */
    private static final double MAX_BUSY = 0.95;
    /** One HARQ round trip of LTE. */
    private static final double RETRANSMISSION_MILLIS = 8;

    private static final double MAX_RETRANSMISSIONS = 3;
    private static final double USUAL_RETRANSMISSIONS = 0.3;
    private static final double WEAK_SINR_DB = -2;
    private static final double WEAK_SLOPE_DB = 2;
    private static final double RARE_STALL = 0.003;
    private static final Lognormal STALL_MILLIS = new Lognormal(60, 0.8);
    private static final double MAX_BACKLOG_MILLIS = 2_000;
    /** Random access and scheduling request in the new cell. */
    private static final double RESUME_MILLIS = 15;

    private static final double BACKLOG_SHARE = 0.5;
    /** Share of a backlog that is left after each row of 100 ms. */
    private static final double BACKLOG_DECAY = 0.75;

    private final double baseMillis;
    private final RandomStream chance;
    private double backlogMillis;

    Latency(double baseMillis, RandomStream chance) {
        this.baseMillis = baseMillis;
        this.chance = chance;
    }

    void stall(double disconnectionMillis) {
        backlogMillis =
                Math.min(MAX_BACKLOG_MILLIS, backlogMillis + BACKLOG_SHARE * disconnectionMillis + RESUME_MILLIS);
    }

    /** The next row's round trip. */
    double nextMillis(double busy, double sinrDb) {
        double load = Math.min(busy, MAX_BUSY);
        double queueMillis = QUEUE_MILLIS * load / (1 - load) * Math.exp(QUEUE_SIGMA * chance.normal());
        double weak = 1 / (1 + Math.exp((sinrDb - WEAK_SINR_DB) / WEAK_SLOPE_DB));
        double retransmissions = MAX_RETRANSMISSIONS * weak + chance.uniform(0, USUAL_RETRANSMISSIONS);
        if (chance.happens(RARE_STALL)) {
            stall(STALL_MILLIS.sample(chance));
        }
        double millis = baseMillis + queueMillis + RETRANSMISSION_MILLIS * retransmissions + backlogMillis;
        backlogMillis *= BACKLOG_DECAY;
        return millis;
    }
}
