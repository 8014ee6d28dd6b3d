package dev.wayside.datasets.line;

import java.time.LocalDate;
import java.util.List;

/**
 * The settings of a synthetic line. Equal settings give equal files. A day's file does not depend on {@code firstDay},
 * {@code days} or on which other carriers are asked for. Immutable and thread-safe.
 *
 * @param seed any number; another seed is another line
 * @param lengthKm 10 to 1000 km
 * @param cruiseKmh speed between the stops, 160 to 400 km/h; it changes the trains, not the line
 * @param tunnels number of tunnels, at most one for every 5 km
 * @param firstDay the first day with a train, in UTC
 * @param days 1 to 3660 days, one trip a day
 * @param carriers distinct ids out of {@link #KNOWN_CARRIERS}, at least one
 */
public record LineSettings(
        long seed, int lengthKm, int cruiseKmh, int tunnels, LocalDate firstDay, int days, List<String> carriers) {

    /** The carriers whose radio networks the model knows. */
    public static final List<String> KNOWN_CARRIERS = CarrierProfile.ids();

    private static final int MIN_KM_PER_TUNNEL = 5;

    /**
     * Checks every range.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names value and range
     */
    public LineSettings {
        requireRange("line length", lengthKm, 10, 1_000, "km");
        requireRange("cruise speed", cruiseKmh, 160, 400, "km/h");
        requireRange("number of tunnels", tunnels, 0, lengthKm / MIN_KM_PER_TUNNEL, "on a line of this length");
        requireRange("number of days", days, 1, 3_660, "days");
        requireRange("year of the first day", firstDay.getYear(), 1970, 9_000, "");
        carriers = List.copyOf(carriers);
        requireKnown(carriers);
    }

    /** Five days of the three known carriers on 100 km at 320 km/h with four tunnels, from 2026-01-05. */
    public static LineSettings defaults() {
        return new LineSettings(1, 100, 320, 4, LocalDate.of(2026, 1, 5), 5, KNOWN_CARRIERS);
    }

    /** The same line on other days. */
    public LineSettings withDays(LocalDate newFirstDay, int newDays) {
        return new LineSettings(seed, lengthKm, cruiseKmh, tunnels, newFirstDay, newDays, carriers);
    }

    /** Another line with the same settings. */
    public LineSettings withSeed(long newSeed) {
        return new LineSettings(newSeed, lengthKm, cruiseKmh, tunnels, firstDay, days, carriers);
    }

    /** The same line, seen by these carriers only. */
    public LineSettings withCarriers(List<String> newCarriers) {
        return new LineSettings(seed, lengthKm, cruiseKmh, tunnels, firstDay, days, newCarriers);
    }

    /** A line of another length and number of tunnels. */
    public LineSettings withLength(int newLengthKm, int newTunnels) {
        return new LineSettings(seed, newLengthKm, cruiseKmh, newTunnels, firstDay, days, carriers);
    }

    double lengthMetres() {
        return lengthKm * 1_000.0;
    }

    double cruiseMps() {
        return cruiseKmh / 3.6;
    }

    private static void requireRange(String what, int value, int least, int most, String unit) {
        if (value < least || value > most) {
            String range = "%s must be between %d and %d %s"
                    .formatted(what, least, most, unit)
                    .strip();
            throw new IllegalArgumentException(range + ", not " + value);
        }
    }

    private static void requireKnown(List<String> carriers) {
        if (carriers.isEmpty() || carriers.stream().distinct().count() < carriers.size()) {
            throw new IllegalArgumentException("name each carrier once, and at least one, not " + carriers);
        }
        for (String carrier : carriers) {
            if (!KNOWN_CARRIERS.contains(carrier)) {
                throw new IllegalArgumentException(
                        "unknown carrier '%s'; known are %s".formatted(carrier, String.join(", ", KNOWN_CARRIERS)));
            }
        }
    }
}
