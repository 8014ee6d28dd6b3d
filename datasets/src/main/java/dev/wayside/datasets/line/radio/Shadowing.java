package dev.wayside.datasets.line.radio;

import dev.wayside.datasets.line.random.GaussMarkov;
import dev.wayside.datasets.line.random.RandomStream;

/**
 * Log-normal shadowing along the track: a Gaussian process in decibels whose correlation falls exponentially with
 * distance (Gudmundson, Electronics Letters 27(23), 1991, doi:10.1049/el:19911328).
 *
 * @param sigmaDb standard deviation
 * @param correlationMetres the distance at which the correlation is 1/e
 */
public record Shadowing(double sigmaDb, double correlationMetres) {
    /** One realisation in decibels from {@code startMetres} to {@code endMetres}. */
    public GridProfile draw(RandomStream chance, double startMetres, double endMetres) {
        GaussMarkov process = new GaussMarkov(sigmaDb, correlationMetres, GridProfile.STEP_METRES, chance);
        return GridProfile.of(startMetres, endMetres, trackMetres -> process.next());
    }
}
