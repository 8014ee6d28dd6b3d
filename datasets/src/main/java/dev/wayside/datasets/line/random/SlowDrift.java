package dev.wayside.datasets.line.random;

import java.time.LocalDate;

/** A quantity that drifts over weeks: a knot every few days, straight lines between. Any day can be asked for alone. */
public final class SlowDrift {
    private static final int DAYS_PER_KNOT = 7;

    private final RandomStreams streams;
    private final double sigma;

    public SlowDrift(RandomStreams streams, double sigma) {
        this.streams = streams;
        this.sigma = sigma;
    }

    public double on(LocalDate day, String carrier, String cell) {
        long knot = Math.floorDiv(day.toEpochDay(), DAYS_PER_KNOT);
        double part = Math.floorMod(day.toEpochDay(), DAYS_PER_KNOT) / (double) DAYS_PER_KNOT;
        return knot(knot, carrier, cell) * (1 - part) + knot(knot + 1, carrier, cell) * part;
    }

    private double knot(long knot, String carrier, String cell) {
        return sigma * streams.open("drift", carrier, cell, Long.toString(knot)).normal();
    }
}
