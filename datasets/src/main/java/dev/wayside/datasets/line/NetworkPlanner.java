package dev.wayside.datasets.line;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.datasets.line.radio.Stretch;
import dev.wayside.datasets.line.random.RandomStream;
import dev.wayside.datasets.line.random.RandomStreams;

/** A plan of one carrier's masts, cables and troubles along a line. */
final class NetworkPlanner {
    // Figures: the table "The model" in datasets/README.md.
    private static final double KM_PER_HOLE = 16;
    /** A zone at about every eighth cell border. */
    private static final double KM_PER_ZONE = 6;

    /** The share of masts whose two antennas are cells of their own; at these the border is at the mast, and sudden. */
    private static final double SPLIT_SHARE = 0.2;

    private static final double SITE_JITTER = 0.12;
    private static final int FIRST_ENB = 100_000;
    private static final int ENB_RANGE = 800_000;
    private static final int SECTORS_PER_ENB = 256;

    private final Line line;
    private final CarrierProfile profile;
    private final RandomStreams streams;
    private final SectorSite.Surroundings surroundings;
    private final List<Cell> cells = new ArrayList<>();
    private int nextEnb;

    NetworkPlanner(Line line, CarrierProfile profile, RandomStreams streams) {
        this.line = line;
        this.profile = profile;
        this.streams = streams;
        this.surroundings = SectorSite.Surroundings.draw(line, streams.open("surroundings", profile.id()));
        this.nextEnb = FIRST_ENB + streams.open("eNB", profile.id()).below(ENB_RANGE);
    }

    CarrierNetwork plan() {
        placeMasts();
        List<CoverageHole> holes = findHoles();
        layCables();
        return new CarrierNetwork(profile, cells, holes, placeZones());
    }

    private void placeMasts() {
        RandomStream chance = streams.open("masts", profile.id());
        double spacingMetres = profile.siteSpacingMetres();
        for (double place = -spacingMetres / 2; place < line.lengthMetres() + spacingMetres; place += spacingMetres) {
            double jitterMetres = spacingMetres * chance.uniform(-SITE_JITTER, SITE_JITTER);
            double mastMetres = outsideTunnels(place + jitterMetres);
            SectorSite site = SectorSite.draw(mastMetres, profile.frequencyHz(), chance);
            int enb = nextEnb(chance);
            if (chance.happens(SPLIT_SHARE)) {
                cells.add(site.cell(cellId(enb, 1), SectorSite.Facing.BACK, line, surroundings, chance));
                cells.add(site.cell(cellId(enb, 2), SectorSite.Facing.AHEAD, line, surroundings, chance));
            } else {
                cells.add(site.cell(cellId(enb, 1), SectorSite.Facing.BOTH, line, surroundings, chance));
            }
        }
    }

    /** No mast is in a tunnel: it moves to the nearer portal. */
    private double outsideTunnels(double trackMetres) {
        for (Tunnel tunnel : line.tunnels()) {
            if (tunnel.contains(trackMetres)) {
                boolean firstHalf = trackMetres - tunnel.startMetres() < tunnel.lengthMetres() / 2;
                return firstHalf ? tunnel.startMetres() - 60 : tunnel.endMetres() + 60;
            }
        }
        return trackMetres;
    }

    private void layCables() {
        RandomStream chance = streams.open("cables", profile.id());
        for (Tunnel tunnel : line.tunnels()) {
            if (chance.happens(profile.cableShare())) {
                RadiatingCable cable = new RadiatingCable(tunnel);
                int enb = nextEnb(chance);
                for (int section = 0; section < cable.sections(); section++) {
                    cells.add(cable.cell(cellId(enb, section + 1), section, chance));
                }
            }
        }
    }

    private List<CoverageHole> findHoles() {
        RandomStream chance = streams.open("holes", profile.id());
        int count = (int) Math.round(line.lengthMetres() / 1_000 / KM_PER_HOLE);
        List<Double> deviates = chance.stratifiedNormals(count);
        List<Stretch> slots = Line.slots(line.lengthMetres(), count);
        List<CoverageHole> holes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            holes.add(holeIn(slots.get(i), deviates.get(i), chance));
        }
        return holes;
    }

    /** A hole clear of tunnels and of the slow section, if a few attempts find the room. */
    private CoverageHole holeIn(Stretch slot, double deviate, RandomStream chance) {
        CoverageHole hole = new CoverageHole(slot.startMetres(), deviate);
        for (int attempt = 0; attempt < 20; attempt++) {
            double lastStartMetres = slot.endMetres() - hole.usualMetres();
            hole = new CoverageHole(chance.uniform(slot.startMetres(), lastStartMetres), deviate);
            if (line.isOpen(hole.startMetres() - 500, hole.startMetres() + hole.usualMetres() + 500)) {
                return hole;
            }
        }
        return hole;
    }

    private List<InterferenceZone> placeZones() {
        RandomStream chance = streams.open("zones", profile.id());
        int count = (int) Math.round(line.lengthMetres() / 1_000 / KM_PER_ZONE);
        List<InterferenceZone> zones = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double startMetres = chance.uniform(0, line.lengthMetres());
            double endMetres = startMetres + chance.uniform(200, 700);
            zones.add(new InterferenceZone(new Stretch(startMetres, endMetres), chance.uniform(-92, -82)));
        }
        return zones;
    }

    private int nextEnb(RandomStream chance) {
        int enb = nextEnb;
        nextEnb += 1 + chance.below(6);
        return enb;
    }

    private static String cellId(int enb, int sector) {
        return Integer.toString(enb * SECTORS_PER_ENB + sector);
    }
}
