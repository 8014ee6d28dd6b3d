package dev.wayside.datasets.line;

/**
 * A tunnel, the same for every carrier.
 *
 * @param startMetres portal nearer to the start of the line
 * @param endMetres the other portal
 */
record Tunnel(double startMetres, double endMetres) {
    // Figures: the table "The model" in datasets/README.md.
    private static final double PORTAL_LOSS_DB = 20;
    /** A train fills most of the cross-section, so that the loss inside is steep. */
    private static final double INSIDE_LOSS_DB_PER_METRE = 0.15;

    private static final double HILL_LOSS_DB = 30;
    private static final double WORST_LOSS_DB = 80;

    boolean contains(double trackMetres) {
        return trackMetres > startMetres && trackMetres < endMetres;
    }

    double lengthMetres() {
        return endMetres - startMetres;
    }

    /** Loss of the tunnel and its hill for a mast outside, at {@code mastMetres} along the track. */
    double lossDb(double mastMetres, double trainMetres) {
        boolean mastBefore = mastMetres <= startMetres;
        if (contains(trainMetres)) {
            double depthMetres = mastBefore ? trainMetres - startMetres : endMetres - trainMetres;
            return Math.min(PORTAL_LOSS_DB + INSIDE_LOSS_DB_PER_METRE * depthMetres, WORST_LOSS_DB);
        }
        boolean trainBefore = trainMetres <= startMetres;
        return mastBefore == trainBefore ? 0 : HILL_LOSS_DB;
    }
}
