package dev.wayside.datasets.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.VisitSignal;

/** The rides of a store: one per carrier, day and trace. Holds their signal, two bytes a sample. */
final class RideCatalogue {

    private static final Comparator<RideName> ORDER =
            Comparator.comparing(RideName::day).thenComparing(RideName::carrier).thenComparing(RideName::trace);

    private record RideName(String carrier, LocalDate day, TraceId trace) {}

    private RideCatalogue() {}

    /**
     * All rides, in order of day, carrier and trace.
     *
     * @param only the carriers that count; all if there is none
     */
    static List<RidePlan> read(HistoryStore store, List<String> only) {
        Map<RideName, List<VisitSignal>> stretches = new TreeMap<>(ORDER);
        for (String carrier : toList(store.carriers())) {
            if (!only.isEmpty() && !only.contains(carrier)) {
                continue;
            }
            for (CellKey cell : toList(store.cells(carrier, ""))) {
                for (VisitSignal signal : toList(store.signals(cell))) {
                    RideName name = new RideName(
                            carrier, signal.key().day(), signal.key().trace());
                    stretches.computeIfAbsent(name, key -> new ArrayList<>()).add(signal);
                }
            }
        }
        return stretches.entrySet().stream()
                .map(ride -> plan(ride.getKey(), ride.getValue()))
                .toList();
    }

    private static RidePlan plan(RideName name, List<VisitSignal> stretches) {
        stretches.sort(Comparator.comparingLong(VisitSignal::startEpochMillis).thenComparing(VisitSignal::key));
        return new RidePlan(name.carrier(), name.day(), name.trace(), stretches);
    }

    private static <T> List<T> toList(Stream<T> stream) {
        try (stream) {
            return stream.toList();
        }
    }
}
