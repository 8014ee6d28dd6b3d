package dev.wayside.kvstore.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a history into another store of the same settings, and the comparison afterwards. Used once, by one thread.
 */
final class StoreCopy {

    /** The sizes below are chosen: large enough for few writes, small enough for little memory. */
    private static final int SAMPLES_PER_BATCH = 50_000;

    private static final int HANDOVERS_PER_BATCH = 5_000;
    private static final int STRETCHES_COMPARED_AT_ONCE = 200;
    private static final int CELLS_REMEMBERED = 10_000;
    private static final long NANOS_BETWEEN_LINES = TimeUnit.SECONDS.toNanos(10);

    private final HistoryStore source;
    private final HistoryStore target;
    private final Consumer<String> progress;
    private final List<VisitSignal> batch = new ArrayList<>();
    private int samplesInBatch;
    private long reportedNanos = System.nanoTime();
    private long cells;
    private long windows;
    private long handovers;
    private long sources;
    private long trips;

    /** @param progress receives a line now and then */
    StoreCopy(HistoryStore source, HistoryStore target, Consumer<String> progress) {
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    /** Writes all visits, performance and handovers. */
    void copyHistory() {
        forEachCell(this::copySignals);
        writeBatch();
        copyHandovers();
    }

    /** Up to {@code maxShown} differences of the target from the source, in words; empty if there are none. */
    List<String> differences(int maxShown) {
        List<String> found = new ArrayList<>();
        forEachCell(cell -> {
            if (found.size() < maxShown) {
                compareSignals(cell, found);
            }
        });
        if (found.size() < maxShown) {
            compareHandovers(found);
        }
        return found.subList(0, Math.min(maxShown, found.size()));
    }

    /** Copies the calibration. The target keeps its own if the source has none. */
    void copyCalibration() {
        source.calibration().ifPresent(target::keepCalibration);
    }

    /** Copies the mappings of logs. Other mappings of the target stay. */
    void copyMappings() {
        for (String name : source.mappings()) {
            source.mapping(name).ifPresent(mapping -> target.keepMapping(name, mapping));
        }
    }

    /** Copies the unfinished trips with their rows; of a trip that the target has too, the rows that it lacks. */
    void copyTrips() {
        TripCopy copy = new TripCopy(source.trips(), target.trips());
        try (Stream<Trip> unfinished = source.trips().unfinished()) {
            unfinished.forEach(trip -> {
                copy.copy(trip);
                trips++;
            });
        }
    }

    /** Acknowledges the stored sources in the target. */
    void copySources() {
        try (Stream<String> acknowledged = source.acknowledgedSources()) {
            acknowledged.forEach(fingerprint -> {
                target.acknowledge(fingerprint);
                sources++;
            });
        }
    }

    /** The result in words. */
    String toText() {
        String history =
                "%,d windows of %,d cells, %,d handovers, %,d logs".formatted(windows, cells, handovers, sources);
        return trips == 0 ? history : history + ", %,d unfinished trips".formatted(trips);
    }

    private void forEachCell(Consumer<CellKey> action) {
        List<String> carriers;
        try (Stream<String> all = source.carriers()) {
            carriers = all.toList();
        }
        for (String carrier : carriers) {
            try (Stream<CellKey> all = source.cells(carrier, "")) {
                all.forEach(action);
            }
        }
    }

    private void copySignals(CellKey cell) {
        try (Stream<VisitSignal> signals = source.signals(cell)) {
            for (VisitSignal signal : (Iterable<VisitSignal>) signals::iterator) {
                batch.add(signal);
                samplesInBatch += signal.rsrp().length();
                windows += source.settings().windowsIn(signal.rsrp().length());
                if (samplesInBatch >= SAMPLES_PER_BATCH) {
                    writeBatch();
                }
            }
        }
        cells++;
        reportProgress();
    }

    /** A batch, perhaps of several cells: single writes of small cells would mostly wait. */
    private void writeBatch() {
        Map<VisitKey, PerformanceSeries> performance = source.performance(keys(batch));
        List<Visit> visits = new ArrayList<>();
        for (VisitSignal signal : batch) {
            PerformanceSeries series = performance.get(signal.key());
            if (series == null) {
                throw new HistoryStoreException(
                        Reason.CORRUPT,
                        signal.key()
                                + " has a signal but no performance in the source store; unless another process deletes"
                                + " from it now, the store is damaged: ingest the logs again");
            }
            visits.add(new Visit(signal, series));
        }
        target.write(new HistoryBatch(visits, List.of()));
        batch.clear();
        samplesInBatch = 0;
    }

    private void copyHandovers() {
        List<Handover> some = new ArrayList<>();
        try (Stream<Handover> all = source.allHandovers()) {
            for (Handover handover : (Iterable<Handover>) all::iterator) {
                some.add(handover);
                handovers++;
                if (some.size() == HANDOVERS_PER_BATCH) {
                    target.write(new HistoryBatch(List.of(), some));
                    some.clear();
                    reportProgress();
                }
            }
        }
        target.write(new HistoryBatch(List.of(), some));
    }

    private void compareSignals(CellKey cell, List<String> found) {
        try (Stream<VisitSignal> there = source.signals(cell);
                Stream<VisitSignal> here = target.signals(cell)) {
            Iterator<VisitSignal> candidates = here.iterator();
            VisitSignal candidate = null;
            List<VisitSignal> same = new ArrayList<>();
            for (VisitSignal wanted : (Iterable<VisitSignal>) there::iterator) {
                // Both are in the order of their keys; the target may hold more.
                candidate = atOrPast(wanted.key(), candidate, candidates);
                if (wanted.equals(candidate)) {
                    same.add(wanted);
                } else {
                    boolean isThere = candidate != null && candidate.key().equals(wanted.key());
                    found.add((isThere ? "different signal: " : "missing: ") + wanted.key());
                }
                if (same.size() == STRETCHES_COMPARED_AT_ONCE) {
                    comparePerformance(same, found);
                    same.clear();
                }
            }
            comparePerformance(same, found);
        }
        reportProgress();
    }

    private static @Nullable VisitSignal atOrPast(
            VisitKey key, @Nullable VisitSignal current, Iterator<VisitSignal> rest) {
        VisitSignal next = current;
        while ((next == null || next.key().compareTo(key) < 0) && rest.hasNext()) {
            next = rest.next();
        }
        return next;
    }

    private void comparePerformance(List<VisitSignal> signals, List<String> found) {
        List<VisitKey> keys = keys(signals);
        Map<VisitKey, PerformanceSeries> there = source.performance(keys);
        Map<VisitKey, PerformanceSeries> here = target.performance(keys);
        there.forEach((key, series) -> {
            if (!Objects.equals(series, here.get(key))) {
                found.add("different performance: " + key);
            }
        });
    }

    private void compareHandovers(List<String> found) {
        LoadingCache<CellKey, Set<Handover>> byCell =
                Caffeine.newBuilder().maximumSize(CELLS_REMEMBERED).build(this::handoversInTarget);
        try (Stream<Handover> all = source.allHandovers()) {
            all.filter(handover -> !byCell.get(handover.source()).contains(handover))
                    .forEach(handover -> found.add("missing or different: " + handover));
        }
    }

    private Set<Handover> handoversInTarget(CellKey cell) {
        try (Stream<Handover> outOfCell = target.handovers(cell)) {
            Set<Handover> all = new HashSet<>();
            outOfCell.forEach(all::add);
            return all;
        }
    }

    private static List<VisitKey> keys(List<VisitSignal> signals) {
        return signals.stream().map(VisitSignal::key).toList();
    }

    private void reportProgress() {
        long now = System.nanoTime();
        if (now - reportedNanos >= NANOS_BETWEEN_LINES) {
            reportedNanos = now;
            progress.accept("so far " + toText());
        }
    }
}
