package dev.wayside.relay.lab;

import java.util.List;
import java.util.OptionalDouble;

/** How soon a download is back at its rate after a carrier was dark. */
final class Return {

    private static final double BEFORE_SECONDS = 2;
    private static final double SHARE = 0.9;
    private static final int BINS = 3;

    private Return() {}

    /**
     * Milliseconds from the end of the darkness until three bins in a row together reach nine tenths of the rate of the
     * two seconds before it.
     *
     * @param binBps throughput of the download's bins of {@link Traffic#BIN_SECONDS}
     * @param darkFrom seconds after the download began
     * @param darkTo the same
     * @return empty if it never does, or if there is too little before
     */
    static OptionalDouble millis(List<Double> binBps, double darkFrom, double darkTo) {
        int before = (int) (darkFrom / Traffic.BIN_SECONDS);
        int least = before - (int) (BEFORE_SECONDS / Traffic.BIN_SECONDS);
        if (least < 0 || before > binBps.size()) {
            return OptionalDouble.empty();
        }
        double wanted = SHARE * mean(binBps.subList(least, before));
        for (int bin = (int) Math.ceil(darkTo / Traffic.BIN_SECONDS); bin + BINS <= binBps.size(); bin++) {
            if (mean(binBps.subList(bin, bin + BINS)) >= wanted) {
                return OptionalDouble.of((bin * Traffic.BIN_SECONDS - darkTo) * 1e3);
            }
        }
        return OptionalDouble.empty();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
