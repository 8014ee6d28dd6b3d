package dev.wayside.datasets.line.radio;

import java.util.Arrays;

import dev.wayside.datasets.line.random.RandomStream;

/**
 * Rician fading as the modem reports it, averaged over one tick. Fading loses its memory over half a wavelength, so a
 * fast train averages over many independent samples and a standing one over none.
 */
public final class FastFading {
    /** Standard deviation in dB of the power of a Rician channel with a factor of 4 dB, averaged over the band. */
    private static final double SIGMA_DB = 3;

    private static final double LIGHT_MPS = 299_792_458;

    private final double halfWavelengthMetres;
    private final double[] states;
    private final RandomStream chance;
    private double memory;
    private double amplitudeDb;

    public FastFading(double frequencyHz, int cells, RandomStream chance) {
        this.halfWavelengthMetres = LIGHT_MPS / frequencyHz / 2;
        this.states = new double[cells];
        this.chance = chance;
        Arrays.setAll(states, cell -> chance.normal());
    }

    /** Prepares the next tick, in which the train moves by {@code metres}. */
    public void move(double metres) {
        double independent = metres / halfWavelengthMetres;
        memory = Math.exp(-independent);
        amplitudeDb = SIGMA_DB / Math.sqrt(1 + independent);
    }

    /** The deviation of one cell in this tick; to be asked once per tick. */
    public double nextDb(int cell) {
        states[cell] = memory * states[cell] + Math.sqrt(1 - memory * memory) * chance.normal();
        return amplitudeDb * states[cell];
    }
}
