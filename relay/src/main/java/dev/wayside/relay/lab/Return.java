package dev.wayside.relay.lab;

import java.util.List;
import java.util.OptionalDouble;

/** The time until a download is back at its rate after a carrier was dark. */
final class Return {

    /** Chosen: the length of a blackout in the scenarios. */
    private static final double BEFORE_SECONDS = 2;

    /** Chosen: the last tenth would measure the noise of the rate. */
    private static final double SHARE = 0.9;

    /** Chosen: one full bin may be a burst of data that waited. */
    private static final int BINS = 3;

    private Return() {}

    /**
     * Milliseconds from the end of the darkness until three bins in a row have nine tenths of the rate in the two
     * seconds before it.
     *
     * @param binBps throughput of the download's bins of {@link Traffic#BIN_SECONDS}
     * @param darkFrom seconds after the start of the download
     * @param darkTo the same
     * @return empty if the rate never returns, or if the time before is too short
     */
    static OptionalDouble millis(List<Double> binBps, double darkFrom, double darkTo) {
        int before = (int) (darkFrom / Traffic.BIN_SECONDS);
        int first = before - (int) (BEFORE_SECONDS / Traffic.BIN_SECONDS);
        if (first < 0 || before > binBps.size()) {
            return OptionalDouble.empty();
        }
        double wanted = SHARE * mean(binBps.subList(first, before));
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
