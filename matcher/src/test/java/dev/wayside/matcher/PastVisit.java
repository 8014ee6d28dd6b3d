package dev.wayside.matcher;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.WindowId;

/** A visit as a test says it: whole, in dBm. Knows how a store keeps it: in overlapping stretches. */
final class PastVisit {

    final CellKey cell;
    final TraceId trace;
    final int visitNumber;
    final long startEpochMillis;
    final double[] dbm;
    final Map<Quantity, double[]> performance = new EnumMap<>(Quantity.class);
    final List<Handover> handovers = new ArrayList<>();

    PastVisit(CellKey cell, long trace, int visitNumber, long startEpochMillis, double... dbm) {
        this.cell = cell;
        this.trace = new TraceId(trace);
        this.visitNumber = visitNumber;
        this.startEpochMillis = startEpochMillis;
        this.dbm = dbm;
    }

    /** Values on the visit's grid from its first sample, NaN where not measured; may run past the signal. */
    PastVisit measuring(Quantity quantity, double... values) {
        performance.put(quantity, values);
        return this;
    }

    PastVisit handover(long epochMillis, HandoverKind kind, int disconnectionMillis, String target) {
        handovers.add(new Handover(trace, epochMillis, kind, disconnectionMillis, cell, target));
        handovers.sort(null);
        return this;
    }

    LocalDate day(StoreSettings settings) {
        return settings.dayOf(startEpochMillis);
    }

    WindowId window(int offset) {
        return new WindowId(trace, visitNumber, offset);
    }

    void writeTo(HistoryStore store) {
        writeTo(store, Integer.MAX_VALUE);
    }

    /** Writes stretches of at most {@code maxSamples} samples that overlap so that each window lies whole in one. */
    void writeTo(HistoryStore store, int maxSamples) {
        StoreSettings settings = store.settings();
        List<Visit> stretches = new ArrayList<>();
        int first = 0;
        int end;
        do {
            end = (int) Math.min(dbm.length, (long) first + maxSamples);
            stretches.add(stretch(settings, first, end));
            first += settings.windowsIn(end - first) * settings.windowStride();
        } while (end < dbm.length);
        store.write(new HistoryBatch(stretches, handovers));
    }

    private Visit stretch(StoreSettings settings, int first, int end) {
        VisitKey key = new VisitKey(cell, day(settings), trace, visitNumber, first);
        long start = startEpochMillis + (long) first * settings.sampleIntervalMillis();
        long last = startEpochMillis + (end - 1L) * settings.sampleIntervalMillis();
        List<Handover> along = handovers.stream()
                .filter(handover ->
                        handover.epochMillis() >= start && handover.epochMillis() <= last + settings.lookAheadMillis())
                .toList();
        RsrpSeries rsrp = RsrpSeries.ofDbm(dbm).slice(first, end);
        return new Visit(
                new VisitSignal(key, start, rsrp, along), stretchPerformance(first, end, settings.lookAheadSamples()));
    }

    private PerformanceSeries stretchPerformance(int first, int end, int lookAheadSamples) {
        int measured = performance.values().stream()
                .mapToInt(values -> values.length)
                .max()
                .orElse(0);
        int runsTo = Math.max(end, Math.min(measured, end + lookAheadSamples));
        PerformanceSeries.Builder builder = PerformanceSeries.builder(runsTo - first);
        performance.forEach((quantity, values) -> {
            for (int i = first; i < Math.min(runsTo, values.length); i++) {
                builder.set(quantity, i - first, values[i]);
            }
        });
        return builder.build();
    }
}
