package dev.wayside.api.http.browse;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;

/** A sum of what the history holds of one cell. */
final class CellSummary {

    private final StoreSettings settings;
    private final SortedSet<LocalDate> days = new TreeSet<>();
    private final Map<HandoverKind, Long> handovers = new EnumMap<>(HandoverKind.class);
    private long visits;
    private long windows;

    CellSummary(StoreSettings settings) {
        this.settings = settings;
        for (HandoverKind kind : HandoverKind.values()) {
            handovers.put(kind, 0L);
        }
    }

    void add(VisitSignal stretch) {
        days.add(stretch.key().day());
        windows += settings.windowsIn(stretch.rsrp().length());
        // A visit of several stretches counts by its first.
        visits += stretch.key().firstSample() == 0 ? 1 : 0;
    }

    void add(Handover handover) {
        handovers.merge(handover.kind(), 1L, Long::sum);
    }

    CellSummaryResponse toResponse(CellKey cell) {
        return new CellSummaryResponse(
                cell.carrier(),
                cell.cellId(),
                days.stream().map(LocalDate::toString).toList(),
                visits,
                windows,
                new EnumMap<>(handovers));
    }
}
