package dev.wayside.datasets.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.wayside.datasets.line.radio.Stretch;
import dev.wayside.datasets.line.random.Lognormal;
import dev.wayside.datasets.line.random.RandomStream;
import dev.wayside.datasets.line.random.RandomStreams;

/**
 * The railway itself, the same for all carriers and days.
 *
 * @param lengthMetres from buffer stop to buffer stop
 * @param track where it lies
 * @param tunnels in the order of the track, not overlapping
 * @param slowSection where trains must slow down; a short line has none
 */
record Line(double lengthMetres, Track track, List<Tunnel> tunnels, Optional<Stretch> slowSection) {
    // Figures: the table "The model" in datasets/README.md.
    /** Lengths along the track that stand for a duration are those of a train at this speed. */
    static final double DESIGN_MPS = 320 / 3.6;

    /** Distance in which a train reaches its cruise speed, or stops from it. */
    private static final double RAMP_METRES = 9_000;

    private static final double LONG_LINE_METRES = 40_000;
    private static final double SLOW_METRES = 4_000;
    /** Around the portals a tunnel is still lit from outside. */
    private static final double LIT_METRES = 70;

    Line {
        tunnels = List.copyOf(tunnels);
    }

    static Line lay(LineSettings settings, RandomStreams streams) {
        double lengthMetres = settings.lengthMetres();
        Track track = new Track(lengthMetres, streams.open("track"));
        List<Tunnel> tunnels = dig(lengthMetres, settings.tunnels(), streams.open("tunnels"));
        return new Line(lengthMetres, track, tunnels, slowSection(lengthMetres, streams.open("slow section")));
    }

    /** True if a train cruises on this piece in the open: no tunnel, no slow section. */
    boolean isOpen(double startMetres, double endMetres) {
        return tunnels.stream()
                        .noneMatch(t -> new Stretch(t.startMetres(), t.endMetres()).overlaps(startMetres, endMetres))
                && slowSection.stream().noneMatch(slow -> slow.overlaps(startMetres, endMetres));
    }

    /** The loss that tunnels and their hills put between a mast and the train, both along the track. */
    double tunnelLossDb(double mastMetres, double trainMetres) {
        double lossDb = 0;
        for (Tunnel tunnel : tunnels) {
            lossDb += tunnel.lossDb(mastMetres, trainMetres);
        }
        return lossDb;
    }

    /** The part of the line where trains are up to speed, cut into {@code count} equal slots. */
    static List<Stretch> slots(double lengthMetres, int count) {
        double rampMetres = Math.min(RAMP_METRES, lengthMetres / 5);
        double slotMetres = (lengthMetres - 2 * rampMetres) / Math.max(count, 1);
        List<Stretch> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double startMetres = rampMetres + i * slotMetres;
            slots.add(new Stretch(startMetres, startMetres + slotMetres));
        }
        return slots;
    }

    /** Tunnels as long as a train without coverage in them would be cut off. */
    private static List<Tunnel> dig(double lengthMetres, int count, RandomStream chance) {
        List<Double> deviates = chance.stratifiedNormals(count);
        List<Stretch> slots = slots(lengthMetres, count);
        List<Tunnel> tunnels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Stretch slot = slots.get(i);
            double darkMetres = DESIGN_MPS * Lognormal.OUTAGE_MILLIS.at(deviates.get(i)) / 1_000;
            double slotMetres = slot.endMetres() - slot.startMetres();
            double tunnelMetres = Math.min(darkMetres + LIT_METRES, 0.6 * slotMetres);
            double startMetres = slot.startMetres() + chance.uniform(0.05, 0.35) * slotMetres;
            tunnels.add(new Tunnel(startMetres, startMetres + tunnelMetres));
        }
        return tunnels;
    }

    private static Optional<Stretch> slowSection(double lengthMetres, RandomStream chance) {
        double startMetres = lengthMetres * chance.uniform(0.5, 0.7);
        return lengthMetres < LONG_LINE_METRES
                ? Optional.empty()
                : Optional.of(new Stretch(startMetres, startMetres + SLOW_METRES));
    }
}
