package dev.wayside.datasets;

/** The two directions of the decibel. */
final class Decibels {
    private static final double NEPER = Math.log(10) / 10;

    private Decibels() {}

    static double toLinear(double decibels) {
        return Math.exp(decibels * NEPER);
    }

    static double fromLinear(double ratio) {
        return Math.log(ratio) / NEPER;
    }
}
