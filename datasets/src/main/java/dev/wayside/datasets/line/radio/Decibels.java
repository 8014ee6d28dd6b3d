package dev.wayside.datasets.line.radio;

/** The two directions of the decibel. */
public final class Decibels {
    private static final double NEPER = Math.log(10) / 10;

    private Decibels() {}

    public static double toLinear(double decibels) {
        return Math.exp(decibels * NEPER);
    }

    public static double fromLinear(double ratio) {
        return Math.log(ratio) / NEPER;
    }
}
