package dev.wayside.datasets.line;

import dev.wayside.datasets.line.radio.Stretch;
import dev.wayside.datasets.line.random.Lognormal;
import dev.wayside.datasets.line.random.RandomStream;

/**
 * A place where a carrier's coverage ends for a while. Its edges are not quite the same every day: foliage, weather and
 * passing trains move them.
 *
 * @param startMetres where it begins on an average day
 * @param deviate how long it is, in standard deviations of the logarithm of the published outage duration
 */
record CoverageHole(double startMetres, double deviate) {
    // Figures: the table "The model" in datasets/README.md.
    /** Correlation between one day's length and another's. */
    private static final double REPEATABILITY = 0.9;

    private static final double EDGE_SIGMA_METRES = 15;

    /** The hole as it is on one day; over many holes and days its duration keeps the published distribution. */
    Stretch on(RandomStream day) {
        double edgeMetres = startMetres + EDGE_SIGMA_METRES * day.normal();
        double z = REPEATABILITY * deviate + Math.sqrt(1 - REPEATABILITY * REPEATABILITY) * day.normal();
        return new Stretch(edgeMetres, edgeMetres + lengthMetres(z));
    }

    /** Length on an average day. */
    double usualMetres() {
        return lengthMetres(deviate);
    }

    private static double lengthMetres(double z) {
        return Line.DESIGN_MPS * Lognormal.OUTAGE_MILLIS.at(Math.min(z, 2.3)) / 1_000;
    }
}
