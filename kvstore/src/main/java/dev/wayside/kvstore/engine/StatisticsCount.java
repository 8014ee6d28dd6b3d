package dev.wayside.kvstore.engine;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics.CarrierStatistics;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.VisitKey;

/** A sum of a store's statistics over its rows, in any order. */
public final class StatisticsCount {

    private final StoreSettings settings;
    private final Map<String, CarrierCount> byCarrier = new TreeMap<>(CellKey::compareCodePoints);

    public StatisticsCount(StoreSettings settings) {
        this.settings = settings;
    }

    public void addVisit(VisitKey key, int samples) {
        CarrierCount count = of(key.cell());
        count.cells.add(key.cell().cellId());
        count.days.add(key.day());
        count.traces.add(key.trace());
        count.visits += key.firstSample() == 0 ? 1 : 0;
        count.samples += settings.newSamplesIn(key, samples);
        count.windows += settings.windowsIn(samples);
    }

    public void addHandover(Handover handover) {
        of(handover.source()).handovers.merge(handover.kind(), 1L, Long::sum);
    }

    public List<CarrierStatistics> carriers() {
        return byCarrier.entrySet().stream()
                .map(entry -> entry.getValue().toStatistics(entry.getKey()))
                .toList();
    }

    private CarrierCount of(CellKey cell) {
        return byCarrier.computeIfAbsent(cell.carrier(), carrier -> new CarrierCount());
    }

    private static final class CarrierCount {
        private final Set<String> cells = new HashSet<>();
        private final SortedSet<LocalDate> days = new TreeSet<>();
        private final Set<TraceId> traces = new HashSet<>();
        private final Map<HandoverKind, Long> handovers = new EnumMap<>(HandoverKind.class);
        private long visits;
        private long samples;
        private long windows;

        private CarrierStatistics toStatistics(String carrier) {
            for (HandoverKind kind : HandoverKind.values()) {
                handovers.putIfAbsent(kind, 0L);
            }
            return new CarrierStatistics(
                    carrier, cells.size(), days, traces.size(), visits, samples, windows, handovers);
        }
    }
}
