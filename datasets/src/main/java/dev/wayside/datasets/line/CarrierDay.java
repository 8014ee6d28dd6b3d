package dev.wayside.datasets.line;

import java.time.LocalDate;
import java.util.List;

import dev.wayside.datasets.line.radio.GridProfile;
import dev.wayside.datasets.line.radio.Shadowing;
import dev.wayside.datasets.line.radio.Stretch;
import dev.wayside.datasets.line.random.RandomStream;
import dev.wayside.datasets.line.random.RandomStreams;
import dev.wayside.datasets.line.random.SlowDrift;

/**
 * A carrier's network as it is on one day: what the day adds to every cell's signal, its holes and its load.
 *
 * @param network the carrier's network
 * @param signalDb per cell, what today adds to the fixed signal
 * @param holes today's holes
 * @param load today's load
 */
record CarrierDay(CarrierNetwork network, List<GridProfile> signalDb, List<Stretch> holes, CellLoads load) {
    // Figures: the table "The model" in datasets/README.md.
    private static final double DRIFT_SIGMA_DB = 1.5;
    private static final double CELL_SIGMA_DB = 1.0;
    /** Another seat, another carriage, another phone case. */
    private static final double SEAT_SIGMA_DB = 2.0;
    /** Weather, crossing trains, traffic and foliage reshape the shadows of a day. */
    private static final Shadowing DAY_SHADOWING = new Shadowing(2, 60);

    CarrierDay {
        signalDb = List.copyOf(signalDb);
        holes = List.copyOf(holes);
    }

    static CarrierDay dawn(CarrierNetwork network, LocalDate day, RandomStreams streams) {
        String carrier = network.profile().id();
        SlowDrift drift = new SlowDrift(streams, DRIFT_SIGMA_DB);
        double seatDb =
                SEAT_SIGMA_DB * streams.open("seat", carrier, day.toString()).normal();
        List<GridProfile> signalDb = network.cells().stream()
                .map(cell -> {
                    RandomStream chance = streams.open("day signal", carrier, cell.id(), day.toString());
                    double levelDb = seatDb + drift.on(day, carrier, cell.id()) + CELL_SIGMA_DB * chance.normal();
                    return shaped(levelDb, cell.reach(), chance);
                })
                .toList();
        RandomStream edges = streams.open("day holes", carrier, day.toString());
        List<Stretch> holes =
                network.holes().stream().map(hole -> hole.on(edges)).toList();
        return new CarrierDay(network, signalDb, holes, CellLoads.draw(network, day, streams));
    }

    private static GridProfile shaped(double levelDb, Stretch reach, RandomStream chance) {
        GridProfile shadow = DAY_SHADOWING.draw(chance, reach.startMetres(), reach.endMetres());
        return GridProfile.of(reach.startMetres(), reach.endMetres(), train -> levelDb + shadow.at(train));
    }
}
