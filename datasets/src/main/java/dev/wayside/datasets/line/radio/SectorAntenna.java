package dev.wayside.datasets.line.radio;

/** Horizontal pattern of a sector antenna, 3GPP TR 36.942 section 4.2.1. */
public final class SectorAntenna {
    // Figures: the table "The model" in datasets/README.md.
    private static final double HALF_POWER_DEGREES = 65;
    private static final double BACK_LOBE_DB = 20;
    /** Sectors are aimed at the rails this far from the foot of their mast. */
    private static final double AIM_METRES = 250;

    private SectorAntenna() {}

    /**
     * Loss in dB against the main beam.
     *
     * @param aheadMetres how far the train is ahead of the mast, along the track, in the sector's direction
     * @param offsetMetres distance of the mast from the track
     */
    public static double lossDb(double aheadMetres, double offsetMetres) {
        double beam = Math.atan2(offsetMetres, AIM_METRES);
        double train = Math.atan2(offsetMetres, aheadMetres);
        double ratio = Math.toDegrees(train - beam) / HALF_POWER_DEGREES;
        return Math.min(12 * ratio * ratio, BACK_LOBE_DB);
    }
}
