package dev.wayside.datasets;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/** One train's run: where it is and how fast, every {@link #TICK_MILLIS}. All carriers ride on the same train. */
final class Trip {
    /** The time step of the simulation: fine enough for a time to trigger and for an interruption. */
    static final long TICK_MILLIS = 20;

    private static final double TICK_SECONDS = TICK_MILLIS / 1_000.0;
    private static final LocalTime DEPARTURE = LocalTime.of(7, 0);
    private static final double DEPARTURE_SIGMA_MILLIS = 60_000;
    private static final long LATEST_MILLIS = 240_000;
    private static final int STANDING_TICKS = 500;
    /** Drivers and timetables differ from day to day by so much of the cruise speed. */
    private static final double DAY_SPEED_SIGMA = 0.012;

    private static final double WOBBLE_SIGMA_MPS = 0.8;
    private static final double WOBBLE_SECONDS = 30;

    private final LocalDate day;
    private final Instant departure;
    private final double[] trackMetres;
    private final double[] speedMps;

    private Trip(LocalDate day, Instant departure, double[] trackMetres, double[] speedMps) {
        this.day = day;
        this.departure = departure;
        this.trackMetres = trackMetres;
        this.speedMps = speedMps;
    }

    static Trip run(Line line, double cruiseMps, LocalDate day, RandomStreams streams) {
        RandomStream chance = streams.open("trip", day.toString());
        double dayFactor = 1 + Math.max(-0.03, Math.min(0.03, DAY_SPEED_SIGMA * chance.normal()));
        SpeedProfile profile = new SpeedProfile(line, cruiseMps * dayFactor);
        double[] metres = new double[1 << 16];
        double[] speeds = new double[1 << 16];
        GaussMarkov wobble = new GaussMarkov(WOBBLE_SIGMA_MPS, WOBBLE_SECONDS, TICK_SECONDS, chance);
        int ticks = STANDING_TICKS;
        while (metres[ticks - 1] < line.lengthMetres() - 1) {
            if (ticks == metres.length) {
                metres = Arrays.copyOf(metres, 2 * ticks);
                speeds = Arrays.copyOf(speeds, 2 * ticks);
            }
            double allowedMps = profile.allowedMps(metres[ticks - 1]);
            double wantedMps = allowedMps + Math.min(1, allowedMps / 20) * wobble.next();
            speeds[ticks] = approach(speeds[ticks - 1], Math.max(wantedMps, 0.3));
            metres[ticks] = metres[ticks - 1] + speeds[ticks] * TICK_SECONDS;
            ticks++;
        }
        return new Trip(day, departure(day, chance), Arrays.copyOf(metres, ticks), Arrays.copyOf(speeds, ticks));
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
