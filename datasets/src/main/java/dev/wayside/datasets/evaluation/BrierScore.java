package dev.wayside.datasets.evaluation;

/** Mean squared difference between a probability and what came, 1 or 0 (Brier 1950). */
final class BrierScore {

    private BrierScore() {}

    /** @throws IllegalArgumentException if there is no row, or the numbers do not match */
    static double of(double[] probabilities, boolean[] events) {
        if (events.length == 0 || probabilities.length != events.length) {
            throw new IllegalArgumentException(
                    probabilities.length + " probabilities for " + events.length + " events");
        }
        double sum = 0;
        for (int i = 0; i < events.length; i++) {
            double error = probabilities[i] - (events[i] ? 1 : 0);
            sum += error * error;
        }
        return sum / events.length;
    }
}
