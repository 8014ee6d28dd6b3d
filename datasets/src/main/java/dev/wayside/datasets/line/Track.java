package dev.wayside.datasets.line;

import dev.wayside.datasets.line.random.RandomStream;

/**
 * The position of the line on Earth: a gently winding course to the north-west. Latitude grows and longitude falls all
 * along.
 */
final class Track {
    // Figures: the table "The model" in datasets/README.md.
    private static final double STEP_METRES = 50;
    private static final double START_LATITUDE = 31.2;
    private static final double START_LONGITUDE = 119.6;
    private static final double COURSE_DEGREES = 315;
    private static final double WINDING_DEGREES = 12;
    private static final double MIN_BEND_METRES = 15_000;
    private static final double MAX_BEND_METRES = 30_000;
    /** One degree of a meridian on the mean sphere. */
    private static final double METRES_PER_DEGREE = 111_195;

    private final double[] latitudes;
    private final double[] longitudes;

    Track(double lengthMetres, RandomStream chance) {
        int points = 2 + (int) Math.ceil(lengthMetres / STEP_METRES);
        latitudes = new double[points];
        longitudes = new double[points];
        latitudes[0] = START_LATITUDE;
        longitudes[0] = START_LONGITUDE;
        double bendMetres = chance.uniform(MIN_BEND_METRES, MAX_BEND_METRES);
        double phase = chance.uniform(0, 2 * Math.PI);
        for (int i = 1; i < points; i++) {
            double bend = Math.sin(phase + 2 * Math.PI * i * STEP_METRES / bendMetres);
            step(i, Math.toRadians(COURSE_DEGREES + WINDING_DEGREES * bend));
        }
    }

    private void step(int point, double course) {
        double degrees = STEP_METRES / METRES_PER_DEGREE;
        double parallel = Math.cos(Math.toRadians(latitudes[point - 1]));
        latitudes[point] = latitudes[point - 1] + degrees * Math.cos(course);
        longitudes[point] = longitudes[point - 1] + degrees * Math.sin(course) / parallel;
    }

    /** Degrees north. */
    double latitudeAt(double trackMetres) {
        return interpolate(latitudes, trackMetres);
    }

    /** Degrees east. */
    double longitudeAt(double trackMetres) {
        return interpolate(longitudes, trackMetres);
    }

    private static double interpolate(double[] degrees, double trackMetres) {
        double steps = Math.max(0, trackMetres / STEP_METRES);
        int left = Math.min((int) steps, degrees.length - 2);
        double part = Math.min(steps - left, 1);
        return degrees[left] * (1 - part) + degrees[left + 1] * part;
    }
}
