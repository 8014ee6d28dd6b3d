package dev.wayside.datasets.line;

/** Speed limit of a train at each place, so that it can stop at the end of the line and keep to the slow section. */
final class SpeedProfile {
    // Figures: the table "The model" in datasets/README.md.
    /** Mean braking and starting of a high-speed train, in m/s². */
    static final double BRAKING = 0.5;

    static final double STARTING = 0.4;
    private static final double SLOW_MPS = 200 / 3.6;
    /** Slow enough to stop within one tick, fast enough to arrive. */
    private static final double CREEPING_MPS = 0.5;

    private final Line line;
    private final double cruiseMps;

    SpeedProfile(Line line, double cruiseMps) {
        this.line = line;
        this.cruiseMps = cruiseMps;
    }

    double allowedMps(double trackMetres) {
        double towardsStop = brakingMps(0, line.lengthMetres() - trackMetres);
        double towardsSlow = line.slowSection()
                .filter(slow -> trackMetres < slow.endMetres())
                .map(slow -> brakingMps(SLOW_MPS, slow.startMetres() - trackMetres))
                .orElse(cruiseMps);
        return Math.max(CREEPING_MPS, Math.min(cruiseMps, Math.min(towardsStop, towardsSlow)));
    }

    /** The speed from which braking over {@code distanceMetres} ends at {@code finalMps}. */
    private static double brakingMps(double finalMps, double distanceMetres) {
        return Math.sqrt(finalMps * finalMps + 2 * BRAKING * Math.max(distanceMetres, 0));
    }
}
