package dev.wayside.datasets.line;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.wayside.datasets.line.radio.Decibels;
import dev.wayside.datasets.line.radio.Stretch;

/**
 * Signals at the train's place now: the mean power of each cell within reach, before fast fading, and the interference
 * next to it. Moved along by {@link #moveTo}; not thread-safe.
 */
final class RadioScene {
    // Figures: the table "The model" in datasets/README.md.
    /** Minimum RSRP in a report (3GPP TS 36.133): far below any noise. */
    static final double SILENCE_DBM = -156;

    private static final double OUT_OF_REACH = Double.NEGATIVE_INFINITY;

    /** Thermal noise of a 15 kHz resource element at 290 K and a noise figure of 9 dB. */
    static final double NOISE_DBM = -174 + 41.76 + 9;

    private static final double HOLE_LOSS_DB = 55;
    private static final double HOLE_EDGE_METRES = 20;
    private static final double RESCAN_METRES = 50;
    /** Pilots and control channels are on the air even in an empty cell. */
    private static final double IDLE_LOAD = 0.1;

    private final CarrierDay today;
    private final List<Cell> cells;
    private final double[] levelDbm;
    private final double[] load;
    private int[] heard = {};
    private double scannedMetres = Double.NEGATIVE_INFINITY;
    private double zonePower;

    RadioScene(CarrierDay today) {
        this.today = today;
        this.cells = today.network().cells();
        this.levelDbm = new double[cells.size()];
        this.load = new double[cells.size()];
        Arrays.fill(levelDbm, OUT_OF_REACH);
    }

    void moveTo(double trackMetres, Instant time) {
        if (trackMetres - scannedMetres >= RESCAN_METRES) {
            scan(trackMetres, time);
        }
        double holeDb = holeLossDb(trackMetres);
        for (int cell : heard) {
            double dbm = cells.get(cell).rsrpDbm().at(trackMetres)
                    + today.signalDb().get(cell).at(trackMetres);
            levelDbm[cell] = Math.max(SILENCE_DBM, dbm - holeDb);
        }
        zonePower = zonePower(trackMetres, holeDb);
    }

    /** The cells within reach, by their place in the network's list. The array is the scene's own: read it only. */
    int[] heard() {
        return heard;
    }

    int cellCount() {
        return cells.size();
    }

    boolean isHeard(int cell) {
        return levelDbm[cell] != OUT_OF_REACH;
    }

    /** Mean power of a cell within reach. */
    double levelDbm(int cell) {
        return levelDbm[cell];
    }

    /** Signal to interference and noise of {@code cell}, whose own power is now {@code fadingDb} off its mean. */
    double sinrDb(int cell, double fadingDb) {
        double disturbance = Decibels.toLinear(NOISE_DBM) + zonePower;
        for (int other : heard) {
            if (other != cell) {
                disturbance += load[other] * Decibels.toLinear(levelDbm[other]);
            }
        }
        return levelDbm[cell] + fadingDb - Decibels.fromLinear(disturbance);
    }

    private void scan(double trackMetres, Instant time) {
        scannedMetres = trackMetres;
        for (int cell : heard) {
            levelDbm[cell] = OUT_OF_REACH;
        }
        heard = IntStream.range(0, cells.size())
                .filter(cell -> cells.get(cell).reach().contains(trackMetres))
                .toArray();
        for (int cell : heard) {
            load[cell] = Math.max(IDLE_LOAD, today.load().share(cell, time, 0));
        }
    }

    private double holeLossDb(double trackMetres) {
        double lossDb = 0;
        for (Stretch hole : today.holes()) {
            double insideMetres = Math.min(trackMetres - hole.startMetres(), hole.endMetres() - trackMetres);
            double depth = Math.max(0, Math.min(1, insideMetres / HOLE_EDGE_METRES));
            lossDb = Math.max(lossDb, depth * HOLE_LOSS_DB);
        }
        return lossDb;
    }

    private double zonePower(double trackMetres, double holeDb) {
        double power = 0;
        for (InterferenceZone zone : today.network().zones()) {
            if (zone.stretch().contains(trackMetres)) {
                power += Decibels.toLinear(zone.powerDbm() - holeDb);
            }
        }
        return power;
    }
}
