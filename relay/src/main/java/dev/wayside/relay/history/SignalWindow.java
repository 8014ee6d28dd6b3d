package dev.wayside.relay.history;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

import dev.wayside.client.CarrierObservation;
import dev.wayside.relay.context.CarrierSignal;

/**
 * The newest samples of one carrier in its serving cell. Another cell, a loss of coverage, or a silence of 3 s resets
 * it. Not safe for use by several threads.
 */
final class SignalWindow {

    /** Chosen: four samples a point of the longest request. */
    private static final int MAX_SAMPLES = 400;

    /** Chosen: longer than the windows of a store; bounds a request. */
    private static final int MAX_POINTS = 100;

    /** Chosen: three polls of a modem, at the usual interval of 1 s. */
    private static final double MAX_GAP_MILLIS = 3_000;

    /** Chosen: 50 samples a second, more than modems report. */
    private static final long MIN_INTERVAL_MILLIS = 20;

    private final String carrier;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private String cell = "";
    private boolean hasNewSamples;

    private record Sample(long atNanos, double dbm) {}

    /**
     * A question to the history.
     *
     * @param newestNanos time of its newest sample on the relay's clock
     */
    record Question(CarrierObservation observation, long newestNanos) {}

    SignalWindow(String carrier) {
        this.carrier = carrier;
    }

    /** Adds a sample; ignores one that is not newer than the last. */
    void add(CarrierSignal signal, long atNanos) {
        if (signal.cell().isEmpty()) {
            samples.clear();
            return;
        }
        if (!samples.isEmpty() && atNanos <= samples.getLast().atNanos()) {
            return;
        }
        boolean continues = signal.cell().get().equals(cell)
                && !samples.isEmpty()
                && (atNanos - samples.getLast().atNanos()) / 1e6 <= MAX_GAP_MILLIS;
        if (!continues) {
            samples.clear();
            cell = signal.cell().get();
        }
        samples.addLast(new Sample(atNanos, signal.rsrpDbm().orElseThrow()));
        if (samples.size() > MAX_SAMPLES) {
            samples.removeFirst();
        }
        hasNewSamples = true;
    }

    /** The next question, if there are new samples: all samples on an even grid that ends at the newest. */
    Optional<Question> question() {
        if (!hasNewSamples || samples.size() < 2) {
            return Optional.empty();
        }
        hasNewSamples = false;
        Sample[] known = samples.toArray(Sample[]::new);
        long intervalMillis = medianGapMillis(known);
        return Optional.of(new Question(
                new CarrierObservation(carrier, cell, onGrid(known, intervalMillis * 1_000_000), (int) intervalMillis),
                known[known.length - 1].atNanos()));
    }

    private static long medianGapMillis(Sample[] known) {
        long[] gaps = new long[known.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = known[i + 1].atNanos() - known[i].atNanos();
        }
        Arrays.sort(gaps);
        return Math.max(MIN_INTERVAL_MILLIS, Math.round(gaps[gaps.length / 2] / 1e6));
    }

    private static double[] onGrid(Sample[] known, long intervalNanos) {
        Sample newest = known[known.length - 1];
        int points = (int) Math.min(MAX_POINTS, (newest.atNanos() - known[0].atNanos()) / intervalNanos + 1);
        double[] grid = new double[points];
        int before = known.length - 1;
        for (int i = 0; i < points; i++) {
            long at = newest.atNanos() - i * intervalNanos;
            while (before > 0 && known[before].atNanos() > at) {
                before--;
            }
            grid[points - 1 - i] = between(known[before], known[Math.min(before + 1, known.length - 1)], at);
        }
        return grid;
    }

    private static double between(Sample before, Sample after, long atNanos) {
        if (after.atNanos() == before.atNanos()) {
            return before.dbm();
        }
        double share = (atNanos - before.atNanos()) / (double) (after.atNanos() - before.atNanos());
        return before.dbm() + share * (after.dbm() - before.dbm());
    }
}
