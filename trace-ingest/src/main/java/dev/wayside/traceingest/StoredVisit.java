package dev.wayside.traceingest;

import java.util.List;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitSignal;

/**
 * A stretch of a visit that is stored, and what another of the same key is to it.
 *
 * @param store its store
 * @param signal its signal
 */
record StoredVisit(HistoryStore store, VisitSignal signal) {

    /**
     * Chosen: a log that was corrected here and there is still the same drive; of nine samples, eight may be those of
     * another device that identify a trace.
     */
    private static final double SAME_SHARE = 0.9;

    /** The relation of a visit to a stored one. */
    enum Relation {
        /** Nothing is stored under its key. */
        ABSENT,
        /** The same or less of the same drive: there is nothing to write. */
        KNOWN,
        /** More of the same drive, or the same with other measurements. */
        GROWN,
        /** Another drive. */
        OTHER
    }

    Relation relationTo(Visit visit) {
        VisitSignal other = visit.signal();
        if (!isSameDrive(signal, other, store.settings(), 1) || !haveSameHandovers(other)) {
            return Relation.OTHER;
        }
        int lengths = Integer.compare(other.rsrp().length(), signal.rsrp().length());
        PerformanceSeries performance = store.performance(List.of(signal.key())).get(signal.key());
        if (performance == null) {
            return Relation.GROWN;
        }
        int extents = Integer.compare(visit.performance().length(), performance.length());
        if (lengths < 0 || (lengths == 0 && extents < 0)) {
            return Relation.KNOWN;
        }
        boolean isSame =
                other.rsrp().equals(signal.rsrp()) && visit.performance().equals(performance);
        return lengths == 0 && isSame ? Relation.KNOWN : Relation.GROWN;
    }

    /**
     * True if the handovers of neither contradict the other. A log that ends in an outage does not know its end; one
     * that goes on in the cell does.
     */
    private boolean haveSameHandovers(VisitSignal other) {
        List<String> stored = targets(signal.handovers());
        List<String> others = targets(other.handovers());
        int common = Math.min(stored.size(), others.size());
        return stored.subList(0, common).equals(others.subList(0, common))
                && others.containsAll(targets(within(signal.handovers(), other)))
                && stored.containsAll(targets(within(other.handovers(), signal)));
    }

    /** The handovers from before the last sample of a visit. */
    private List<Handover> within(List<Handover> handovers, VisitSignal visit) {
        long lastMillis = endMillis(visit, store.settings()) - store.settings().sampleIntervalMillis();
        return handovers.stream()
                .filter(handover -> handover.epochMillis() < lastMillis)
                .toList();
    }

    private static List<String> targets(List<Handover> handovers) {
        return handovers.stream().sorted().map(StoredVisit::target).toList();
    }

    private static String target(Handover handover) {
        return handover.epochMillis() + " " + handover.targetCellId();
    }

    /** True if two visits have a time in common. */
    static boolean meet(VisitSignal one, VisitSignal other, StoreSettings settings) {
        return one.startEpochMillis() < endMillis(other, settings)
                && other.startEpochMillis() < endMillis(one, settings);
    }

    /** True if two visits to one cell have a window or more in common, with the same samples. */
    static boolean isSameDrive(VisitSignal one, VisitSignal other, StoreSettings settings) {
        return isSameDrive(one, other, settings, settings.windowLength());
    }

    /** The first and the last sample that they have in common may be means of fewer rows in one of them. */
    private static boolean isSameDrive(VisitSignal one, VisitSignal other, StoreSettings settings, int minSamples) {
        int step = settings.sampleIntervalMillis();
        long start = Math.max(one.startEpochMillis(), other.startEpochMillis());
        long end = Math.min(endMillis(one, settings), endMillis(other, settings));
        int common = (int) ((end - start) / step);
        if (common < minSamples) {
            return false;
        }
        int inner = Math.max(0, common - 2);
        int equal = 0;
        for (int i = 1; i <= inner; i++) {
            long millis = start + (long) i * step;
            equal += sample(one, millis, step) == sample(other, millis, step) ? 1 : 0;
        }
        return equal >= SAME_SHARE * inner;
    }

    private static int sample(VisitSignal visit, long millis, int step) {
        RsrpSeries rsrp = visit.rsrp();
        return rsrp.sixteenths((int) ((millis - visit.startEpochMillis()) / step));
    }

    private static long endMillis(VisitSignal visit, StoreSettings settings) {
        return visit.startEpochMillis() + (long) visit.rsrp().length() * settings.sampleIntervalMillis();
    }
}
