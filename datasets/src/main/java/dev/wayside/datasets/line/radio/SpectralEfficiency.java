package dev.wayside.datasets.line.radio;

/**
 * Bits per second and hertz at a given signal quality: attenuated and truncated Shannon, 3GPP TR 36.942 annex A.2.
 *
 * @param attenuation the part of Shannon's capacity that an implementation reaches
 * @param ceiling the best modulation and coding, in bit/s/Hz
 */
public record SpectralEfficiency(double attenuation, double ceiling) {
    // Figures: the table "The model" in datasets/README.md.
    public static final SpectralEfficiency DOWNLINK = new SpectralEfficiency(0.6, 4.4);
    public static final SpectralEfficiency UPLINK = new SpectralEfficiency(0.4, 2.0);

    private static final double MIN_SINR = Decibels.toLinear(-10);
    private static final double LIGHT_MPS = 299_792_458;
    private static final double SYMBOL_SECONDS = 1 / 15e3;

    /**
     * The efficiency, 0 when nothing can be decoded.
     *
     * @param sinr linear
     */
    public double at(double sinr) {
        if (sinr < MIN_SINR) {
            return 0;
        }
        return Math.min(ceiling, attenuation * Math.log1p(sinr) / Math.log(2));
    }

    /**
     * The quality left when Doppler spread makes subcarriers leak into one another, by the upper bound of Li and Cimini
     * (IEEE Transactions on Communications 49(3), 2001): leakage {@code (2 pi f T)^2 / 12} of the power.
     */
    public static double afterDoppler(double sinr, double speedMps, double frequencyHz) {
        double dopplerHz = speedMps * frequencyHz / LIGHT_MPS;
        double phase = 2 * Math.PI * dopplerHz * SYMBOL_SECONDS;
        return 1 / (1 / sinr + phase * phase / 12);
    }
}
