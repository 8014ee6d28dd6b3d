package dev.wayside.datasets.line;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import dev.wayside.datasets.line.random.RandomStream;
import dev.wayside.datasets.line.random.RandomStreams;

/**
 * The load of each cell on one day. It is a logistic function of a sum of normal deviates: the carrier's habit, the
 * cell's place, the day, cell and day together, and the hour.
 */
final class CellLoads {
    // Figures: the table "The model" in datasets/README.md.
    private static final double HABIT = 0.3;
    private static final double PLACE_SIGMA = 0.5;
    private static final double DAY_SIGMA = 0.5;
    private static final double CELL_AND_DAY_SIGMA = 1.3;
    private static final double HOUR_SWING = 0.5;
    private static final double BUSIEST_HOUR = 20;
    private static final int LOCAL_OFFSET_HOURS = 8;
    private static final double SECONDS_PER_HOUR = 3_600;

    private final double[] habits;

    private CellLoads(double[] habits) {
        this.habits = habits;
    }

    static CellLoads draw(CarrierNetwork network, LocalDate day, RandomStreams streams) {
        String carrier = network.profile().id();
        double dayPart =
                DAY_SIGMA * streams.open("day load", carrier, day.toString()).normal();
        List<Cell> cells = network.cells();
        double[] habits = new double[cells.size()];
        for (int i = 0; i < habits.length; i++) {
            String cell = cells.get(i).id();
            RandomStream place = streams.open("cell load", carrier, cell);
            RandomStream today = streams.open("cell load", carrier, cell, day.toString());
            habits[i] = HABIT + dayPart + PLACE_SIGMA * place.normal() + CELL_AND_DAY_SIGMA * today.normal();
        }
        return new CellLoads(habits);
    }

    /**
     * The share of a cell's resources that others take.
     *
     * @param cell its place in the network's list
     * @param deviation what the moment adds, in the units of the logit
     */
    double share(int cell, Instant time, double deviation) {
        return 1 / (1 + Math.exp(-habits[cell] - hourPart(time) - deviation));
    }

    private static double hourPart(Instant time) {
        double hour = Math.floorMod(time.getEpochSecond(), 86_400L) / SECONDS_PER_HOUR + LOCAL_OFFSET_HOURS;
        return HOUR_SWING * Math.cos((hour - BUSIEST_HOUR) / 24 * 2 * Math.PI);
    }
}
