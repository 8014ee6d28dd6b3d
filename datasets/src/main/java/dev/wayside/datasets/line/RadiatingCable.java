package dev.wayside.datasets.line;

import dev.wayside.datasets.line.radio.GridProfile;
import dev.wayside.datasets.line.radio.Shadowing;
import dev.wayside.datasets.line.radio.Stretch;
import dev.wayside.datasets.line.random.RandomStream;

/** A radiating ("leaky") cable along a tunnel, fed in sections that are cells of their own. */
record RadiatingCable(Tunnel tunnel) {
    // Figures: the table "The model" in datasets/README.md.
    private static final double SECTION_METRES = 750;
    private static final double FEED_DBM = -82;
    private static final double CABLE_LOSS_DB_PER_METRE = 0.015;
    private static final double BEYOND_LOSS_DB_PER_METRE = 0.2;
    private static final double REACH_METRES = 600;
    private static final Shadowing RIPPLE = new Shadowing(2, 20);

    int sections() {
        return Math.max(1, (int) Math.round(tunnel.lengthMetres() / SECTION_METRES));
    }

    Cell cell(String id, int section, RandomStream chance) {
        double sectionMetres = tunnel.lengthMetres() / sections();
        double startMetres = tunnel.startMetres() + section * sectionMetres;
        Stretch lit = new Stretch(startMetres, startMetres + sectionMetres);
        Stretch reach = new Stretch(startMetres - REACH_METRES, lit.endMetres() + REACH_METRES);
        GridProfile ripple = RIPPLE.draw(chance, reach.startMetres(), reach.endMetres());
        return new Cell(
                id,
                reach,
                GridProfile.of(
                        reach.startMetres(), reach.endMetres(), train -> meanDbm(lit, train) + ripple.at(train)));
    }

    /** Fed in the middle; beyond the ends only what leaks along the tunnel is left. */
    private static double meanDbm(Stretch lit, double trainMetres) {
        double halfMetres = (lit.endMetres() - lit.startMetres()) / 2;
        double feedMetres = lit.startMetres() + halfMetres;
        double awayMetres = Math.abs(trainMetres - feedMetres);
        double beyondMetres = Math.max(0, awayMetres - halfMetres);
        return FEED_DBM
                - CABLE_LOSS_DB_PER_METRE * Math.min(awayMetres, halfMetres)
                - BEYOND_LOSS_DB_PER_METRE * beyondMetres;
    }
}
