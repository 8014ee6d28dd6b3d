package dev.wayside.matcher.search;

import java.util.Arrays;

import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;

/**
 * The directory of stretches in the signal of a cell. Grows at its end only; a {@link View} never changes. Appending is
 * for one thread at a time.
 */
final class Stretches {

    /** The capacities are chosen: small cells stay small, and arrays grow by an eighth. */
    private static final int FIRST_CAPACITY = 16;

    private static final int GROWTH_DIVISOR = 8;

    private View view = new View(
            new long[FIRST_CAPACITY],
            new int[FIRST_CAPACITY],
            new int[FIRST_CAPACITY],
            new int[FIRST_CAPACITY],
            new long[FIRST_CAPACITY],
            new int[FIRST_CAPACITY],
            new int[FIRST_CAPACITY],
            new int[FIRST_CAPACITY],
            0,
            false);

    /**
     * The current state, one element per stretch.
     *
     * @param trace the trace's hash
     * @param visitNumber position among the visits of the trace
     * @param firstSample position of the stretch's first sample within its visit
     * @param epochDay the day of the visit
     * @param startEpochMillis time of the first sample
     * @param samples number of samples
     * @param overlap number of leading samples that an earlier stretch of the visit holds too
     * @param firstStep their position in the trail
     * @param count number of stretches
     * @param hasLongVisits true if a visit is in several stretches
     */
    @SuppressWarnings("ArrayRecordComponent") // Shared within the package, and never written before count.
    record View(
            long[] trace,
            int[] visitNumber,
            int[] firstSample,
            int[] epochDay,
            long[] startEpochMillis,
            int[] samples,
            int[] overlap,
            int[] firstStep,
            int count,
            boolean hasLongVisits) {

        boolean isSameVisit(int stretch, int other) {
            return trace[stretch] == trace[other] && visitNumber[stretch] == visitNumber[other];
        }

        long bytes() {
            return trace.length * (2L * Long.BYTES + 6L * Integer.BYTES);
        }

        private View withCapacity(int capacity) {
            return new View(
                    Arrays.copyOf(trace, capacity),
                    Arrays.copyOf(visitNumber, capacity),
                    Arrays.copyOf(firstSample, capacity),
                    Arrays.copyOf(epochDay, capacity),
                    Arrays.copyOf(startEpochMillis, capacity),
                    Arrays.copyOf(samples, capacity),
                    Arrays.copyOf(overlap, capacity),
                    Arrays.copyOf(firstStep, capacity),
                    count,
                    hasLongVisits);
        }

        private View withOneMore(boolean partOfLongVisit) {
            return new View(
                    trace,
                    visitNumber,
                    firstSample,
                    epochDay,
                    startEpochMillis,
                    samples,
                    overlap,
                    firstStep,
                    count + 1,
                    hasLongVisits || partOfLongVisit);
        }
    }

    View view() {
        return view;
    }

    /** True if there is a stretch with this key. Checks all of them. */
    boolean contains(VisitKey key) {
        for (int i = view.count() - 1; i >= 0; i--) {
            if (view.trace()[i] == key.trace().hash()
                    && view.visitNumber()[i] == key.visitNumber()
                    && view.firstSample()[i] == key.firstSample()) {
                return true;
            }
        }
        return false;
    }

    void append(VisitSignal stretch, int firstStep) {
        VisitKey key = stretch.key();
        if (view.count() == view.trace().length) {
            view = view.withCapacity(view.count() + view.count() / GROWTH_DIVISOR + 1);
        }
        int at = view.count();
        view.trace()[at] = key.trace().hash();
        view.visitNumber()[at] = key.visitNumber();
        view.firstSample()[at] = key.firstSample();
        view.epochDay()[at] = (int) key.day().toEpochDay();
        view.startEpochMillis()[at] = stretch.startEpochMillis();
        view.samples()[at] = stretch.rsrp().length();
        view.overlap()[at] = key.firstSample() == 0 ? 0 : overlapWithEarlier(key);
        view.firstStep()[at] = firstStep;
        view = view.withOneMore(key.firstSample() > 0);
    }

    void trim() {
        view = view.withCapacity(Math.max(1, view.count()));
    }

    private int overlapWithEarlier(VisitKey key) {
        int heldUpTo = key.firstSample();
        for (int i = 0; i < view.count(); i++) {
            if (view.trace()[i] == key.trace().hash()
                    && view.visitNumber()[i] == key.visitNumber()
                    && view.firstSample()[i] < key.firstSample()) {
                heldUpTo = Math.max(heldUpTo, view.firstSample()[i] + view.samples()[i]);
            }
        }
        return heldUpTo - key.firstSample();
    }
}
