package dev.wayside.datasets.line;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.wayside.datasets.line.random.GaussMarkov;
import dev.wayside.datasets.line.random.RandomStream;
import dev.wayside.datasets.line.random.RandomStreams;

/** One train's run: where it is and how fast, every {@link #TICK_MILLIS}. All carriers ride on the same train. */
final class TrainRun {
    // Figures: the table "The model" in datasets/README.md.
    /** The time step of the simulation: fine enough for a time to trigger and for an interruption. */
    static final long TICK_MILLIS = 20;

    private static final double TICK_SECONDS = TICK_MILLIS / 1_000.0;
    private static final LocalTime DEPARTURE = LocalTime.of(7, 0);
    private static final double DEPARTURE_SIGMA_MILLIS = 60_000;
    private static final long LATEST_MILLIS = 240_000;
    private static final int STANDING_TICKS = 500;
    /** Drivers and timetables differ from day to day by so much of the cruise speed. */
    private static final double DAY_SPEED_SIGMA = 0.012;

    private static final double MAX_DAY_SPEED = 0.03;
    private static final double WOBBLE_SIGMA_MPS = 0.8;
    private static final double WOBBLE_SECONDS = 30;
    /** Still arriving. */
    private static final double SLOWEST_MPS = 0.3;

    private final LocalDate day;
    private final Instant departure;
    private final double[] trackMetres;
    private final double[] speedMps;

    private TrainRun(LocalDate day, Instant departure, double[] trackMetres, double[] speedMps) {
        this.day = day;
        this.departure = departure;
        this.trackMetres = trackMetres;
        this.speedMps = speedMps;
    }

    static TrainRun run(Line line, double cruiseMps, LocalDate day, RandomStreams streams) {
        RandomStream chance = streams.open("trip", day.toString());
        double dayFactor = 1 + Math.max(-MAX_DAY_SPEED, Math.min(MAX_DAY_SPEED, DAY_SPEED_SIGMA * chance.normal()));
        SpeedProfile profile = new SpeedProfile(line, cruiseMps * dayFactor);
        GaussMarkov wobble = new GaussMarkov(WOBBLE_SIGMA_MPS, WOBBLE_SECONDS, TICK_SECONDS, chance);
        List<Double> trackMetres = new ArrayList<>(Collections.nCopies(STANDING_TICKS, 0.0));
        List<Double> speedMps = new ArrayList<>(Collections.nCopies(STANDING_TICKS, 0.0));
        double metres = 0;
        double mps = 0;
        while (metres < line.lengthMetres() - 1) {
            double allowedMps = profile.allowedMps(metres);
            // A creeping train does not wobble.
            double wantedMps = allowedMps + Math.min(1, allowedMps / 20) * wobble.next();
            mps = approach(mps, Math.max(wantedMps, SLOWEST_MPS));
            metres += mps * TICK_SECONDS;
            trackMetres.add(metres);
            speedMps.add(mps);
        }
        return new TrainRun(day, departure(day, chance), array(trackMetres), array(speedMps));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double approach(double speedMps, double wantedMps) {
        double fastest = speedMps + SpeedProfile.STARTING * TICK_SECONDS;
        // A little more than the planned braking, so that a wobble can be made good.
        double slowest = speedMps - 1.5 * SpeedProfile.BRAKING * TICK_SECONDS;
        return Math.max(slowest, Math.min(fastest, wantedMps));
    }

    private static Instant departure(LocalDate day, RandomStream chance) {
        long lateMillis = Math.round(DEPARTURE_SIGMA_MILLIS * chance.normal());
        long boundedMillis = Math.max(-LATEST_MILLIS, Math.min(LATEST_MILLIS, lateMillis));
        return day.atTime(DEPARTURE).toInstant(ZoneOffset.UTC).plusMillis(boundedMillis);
    }

    LocalDate day() {
        return day;
    }

    int ticks() {
        return trackMetres.length;
    }

    Instant timeAt(int tick) {
        return departure.plusMillis(tick * TICK_MILLIS);
    }

    double trackMetresAt(int tick) {
        return trackMetres[tick];
    }

    double speedMpsAt(int tick) {
        return speedMps[tick];
    }
}
