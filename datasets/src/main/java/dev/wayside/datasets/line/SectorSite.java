package dev.wayside.datasets.line;

import dev.wayside.datasets.line.radio.GridProfile;
import dev.wayside.datasets.line.radio.RuralMacroPathLoss;
import dev.wayside.datasets.line.radio.SectorAntenna;
import dev.wayside.datasets.line.radio.Shadowing;
import dev.wayside.datasets.line.radio.Stretch;
import dev.wayside.datasets.line.random.RandomStream;

/**
 * A mast next to the track with one antenna looking back and one looking ahead.
 *
 * @param trackMetres the foot of the perpendicular on the track
 * @param offsetMetres distance from the track
 * @param pathLoss what lies between
 */
record SectorSite(double trackMetres, double offsetMetres, RuralMacroPathLoss pathLoss) {
    // Figures: the table "The model" in datasets/README.md.
    /** 43 dBm per antenna over the 1200 subcarriers of 20 MHz. */
    static final double ELEMENT_POWER_DBM = 12.2;

    private static final double ANTENNA_GAIN_DB = 17;
    /** A pressure-tight carriage with coated windows. */
    private static final double CARRIAGE_LOSS_DB = 24;

    private static final double REACH_METRES = 2_600;

    static SectorSite draw(double trackMetres, double frequencyHz, RandomStream chance) {
        double offsetMetres = chance.uniform(30, 300);
        double mastMetres = chance.uniform(25, 40);
        return new SectorSite(trackMetres, offsetMetres, new RuralMacroPathLoss(frequencyHz, mastMetres));
    }

    /** Antennas of the mast that belong to a cell. */
    enum Facing {
        BACK,
        AHEAD,
        BOTH
    }

    Cell cell(String id, Facing facing, Line line, Surroundings surroundings, RandomStream chance) {
        Stretch reach = new Stretch(trackMetres - REACH_METRES, trackMetres + REACH_METRES);
        GridProfile own = Surroundings.HALF.draw(chance, reach.startMetres(), reach.endMetres());
        return new Cell(id, reach, GridProfile.of(reach.startMetres(), reach.endMetres(), train -> {
            double lossDb = lossDb(train, facing) + line.tunnelLossDb(trackMetres, train);
            return ELEMENT_POWER_DBM
                    + ANTENNA_GAIN_DB
                    - lossDb
                    + own.at(train)
                    + surroundings.shadowDb().at(train);
        }));
    }

    private double lossDb(double trainMetres, Facing facing) {
        double alongMetres = trainMetres - trackMetres;
        return pathLoss.lossDb(Math.hypot(alongMetres, offsetMetres))
                + antennaLossDb(alongMetres, facing)
                + CARRIAGE_LOSS_DB;
    }

    private double antennaLossDb(double alongMetres, Facing facing) {
        double aheadDb = SectorAntenna.lossDb(alongMetres, offsetMetres);
        double backDb = SectorAntenna.lossDb(-alongMetres, offsetMetres);
        return switch (facing) {
            case AHEAD -> aheadDb;
            case BACK -> backDb;
            case BOTH -> Math.min(aheadDb, backDb);
        };
    }

    /**
     * Objects around the train shadow all cells alike: half of the variance, so that two cells are correlated by 0.5 as
     * in 3GPP TR 36.942.
     */
    record Surroundings(GridProfile shadowDb) {
        private static final double SIGMA_DB = 4;
        private static final double CORRELATION_METRES = 37;
        private static final Shadowing HALF = new Shadowing(SIGMA_DB / Math.sqrt(2), CORRELATION_METRES);

        static Surroundings draw(Line line, RandomStream chance) {
            return new Surroundings(HALF.draw(chance, -REACH_METRES, line.lengthMetres() + REACH_METRES));
        }
    }
}
