package dev.wayside.datasets.line.radio;

/**
 * Path loss of the rural macro cell with line of sight, 3GPP TR 38.901 table 7.4.1-1 (RMa LOS), valid for 0.5 to 7 GHz
 * and 10 m to 10 km.
 *
 * @param frequencyHz carrier frequency
 * @param mastMetres height of the base station antenna, 10 to 150
 */
public record RuralMacroPathLoss(double frequencyHz, double mastMetres) {
    // Figures: the table "The model" in datasets/README.md.
    private static final double LIGHT_MPS = 299_792_458;
    private static final double BUILDING_METRES = 5;
    /** A phone at a window seat of a train on an embankment. */
    private static final double PHONE_METRES = 3.5;

    private static final double NEAREST_METRES = 10;

    /** Loss in dB over {@code groundMetres} measured on the ground. */
    public double lossDb(double groundMetres) {
        double slopeMetres = Math.hypot(Math.max(groundMetres, NEAREST_METRES), mastMetres - PHONE_METRES);
        double breakMetres = 2 * Math.PI * mastMetres * PHONE_METRES * frequencyHz / LIGHT_MPS;
        if (slopeMetres <= breakMetres) {
            return nearLossDb(slopeMetres);
        }
        return nearLossDb(breakMetres) + 40 * Math.log10(slopeMetres / breakMetres);
    }

    private double nearLossDb(double metres) {
        double roofs = Math.pow(BUILDING_METRES, 1.72);
        return 20 * Math.log10(40 * Math.PI * metres * frequencyHz / 1e9 / 3)
                + Math.min(0.03 * roofs, 10) * Math.log10(metres)
                - Math.min(0.044 * roofs, 14.77)
                + 0.002 * Math.log10(BUILDING_METRES) * metres;
    }
}
