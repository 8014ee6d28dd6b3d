package dev.wayside.datasets.line;

import java.util.Arrays;

import dev.wayside.datasets.line.radio.FastFading;
import dev.wayside.datasets.line.random.RandomStream;

/**
 * Measurements of the phone: fading, the error of a measurement, and the layer-3 filter of 3GPP TS 36.331 section
 * 5.5.3.2, {@code F = (1 - a) F + a M} with {@code a = 1/2^(k/4)} per 200 ms, adapted to our tick as the standard asks.
 */
final class Measurements {
    // Figures: the table "The model" in datasets/README.md.
    private static final double FILTER_COEFFICIENT = 4;
    private static final double FILTER_PERIOD_MILLIS = 200;
    private static final double RETAINED = retained();
    /** Error of one measurement over one tick (3GPP TS 36.133 allows 3 dB relative, after its own averaging). */
    private static final double ERROR_SIGMA_DB = 3;

    private final RadioScene scene;
    private final FastFading fading;
    private final RandomStream chance;
    private final double[] filteredDbm;
    private final double[] fadingDb;

    Measurements(RadioScene scene, double frequencyHz, RandomStream chance) {
        this.scene = scene;
        this.fading = new FastFading(frequencyHz, scene.cellCount(), chance);
        this.chance = chance;
        this.filteredDbm = new double[scene.cellCount()];
        this.fadingDb = new double[scene.cellCount()];
        Arrays.fill(filteredDbm, Double.NaN);
    }

    private static double retained() {
        double a = Math.pow(0.5, FILTER_COEFFICIENT / 4);
        return Math.pow(1 - a, TrainRun.TICK_MILLIS / FILTER_PERIOD_MILLIS);
    }

    /** One tick, in which the train has moved by {@code metres}. */
    void measure(double metres) {
        fading.move(metres);
        for (int cell : scene.heard()) {
            fadingDb[cell] = fading.nextDb(cell);
            double measuredDbm = scene.levelDbm(cell) + fadingDb[cell] + ERROR_SIGMA_DB * chance.normal();
            double before = filteredDbm[cell];
            filteredDbm[cell] = Double.isNaN(before) ? measuredDbm : RETAINED * before + (1 - RETAINED) * measuredDbm;
        }
    }

    /** The filtered RSRP of a cell; one that can no longer be heard is silent at once. */
    double rsrpDbm(int cell) {
        return scene.isHeard(cell) ? filteredDbm[cell] : RadioScene.SILENCE_DBM;
    }

    /** The signal quality of a cell within reach at this very moment. */
    double sinrDb(int cell) {
        return scene.sinrDb(cell, fadingDb[cell]);
    }

    int[] heard() {
        return scene.heard();
    }

    /** The cell with the strongest filtered RSRP. */
    int strongest() {
        int strongest = scene.heard()[0];
        for (int cell : scene.heard()) {
            strongest = rsrpDbm(cell) > rsrpDbm(strongest) ? cell : strongest;
        }
        return strongest;
    }
}
