package dev.wayside.api.blackbox;

import java.util.ArrayList;
import java.util.List;

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

/** Writes visits into a store: a ramp of RSRP, a constant downlink, and perhaps a handover at the end. */
final class PastVisits {

    /** Monday 2026-01-05, 08:00 UTC. */
    static final long MONDAY = 1_767_600_000_000L;

    static final long DAY_MILLIS = 86_400_000L;

    private final HistoryStore store;
    private final StoreSettings settings;

    PastVisits(HistoryStore store) {
        this.store = store;
        this.settings = store.settings();
    }

    /** A visit of one stretch whose signal falls from {@code firstDbm} by 1 dB a sample. */
    void ramp(CellKey cell, long trace, long startEpochMillis, int samples, double firstDbm, double downlinkBps) {
        write(cell, trace, startEpochMillis, 0, samples, firstDbm, downlinkBps, List.of(), ahead(samples));
    }

    /** The same, with so few samples of downlink. */
    void rampMeasured(CellKey cell, long trace, long startEpochMillis, int samples, double firstDbm, int measured) {
        write(cell, trace, startEpochMillis, 0, samples, firstDbm, 1e6, List.of(), measured);
    }

    /** The same, ended by a handover one sample after the last. */
    void rampWithHandover(
            CellKey cell, long trace, long startEpochMillis, int samples, double firstDbm, HandoverKind kind) {
        long time = startEpochMillis + (long) samples * settings.sampleIntervalMillis();
        Handover handover = new Handover(new TraceId(trace), time, kind, 1_200, cell, "next");
        write(cell, trace, startEpochMillis, 0, samples, firstDbm, 5e6, List.of(handover), ahead(samples));
    }

    /** A visit at one level to the last, when coverage is lost; it moves east by a hundredth of a degree a sample. */
    void placed(CellKey cell, long trace, long startEpochMillis, int samples) {
        double[] dbm = new double[samples];
        PerformanceSeries.Builder performance = PerformanceSeries.builder(samples);
        for (int i = 0; i < samples; i++) {
            dbm[i] = -80;
            performance.set(Quantity.LATITUDE_DEGREES, i, 31.2);
            performance.set(Quantity.LONGITUDE_DEGREES, i, 119 + i / 100.0);
        }
        long end = startEpochMillis + (samples - 1L) * settings.sampleIntervalMillis();
        List<Handover> outage =
                List.of(new Handover(new TraceId(trace), end, HandoverKind.OUTAGE, 900, cell, cell.cellId()));
        VisitKey key = new VisitKey(cell, settings.dayOf(startEpochMillis), new TraceId(trace), 0, 0);
        VisitSignal signal = new VisitSignal(key, startEpochMillis, RsrpSeries.ofDbm(dbm), outage);
        store.write(new HistoryBatch(List.of(new Visit(signal, performance.build())), outage));
    }

    /** A long visit at one level, in stretches of {@code longest} samples that overlap as a store's do. */
    void stretches(CellKey cell, long trace, long startEpochMillis, int samples, int longest) {
        int first = 0;
        while (first + settings.windowLength() <= samples) {
            int length = Math.min(longest, samples - first);
            write(cell, trace, startEpochMillis, first, length, -80, 1e6, List.of(), ahead(length));
            first += settings.windowsIn(length) * settings.windowStride();
        }
    }

    /** Measurements of a visit with this number of samples, and of the look-ahead of the last. */
    private int ahead(int samples) {
        return samples + settings.lookAheadSamples();
    }

    private void write(
            CellKey cell,
            long trace,
            long startEpochMillis,
            int firstSample,
            int samples,
            double firstDbm,
            double downlinkBps,
            List<Handover> handovers,
            int measured) {
        double[] dbm = new double[samples];
        PerformanceSeries.Builder performance = PerformanceSeries.builder(ahead(samples));
        for (int i = 0; i < samples; i++) {
            dbm[i] = firstDbm - i;
        }
        for (int i = 0; i < measured; i++) {
            performance.set(Quantity.DOWNLINK_BPS, i, downlinkBps);
        }
        VisitKey key = new VisitKey(cell, settings.dayOf(startEpochMillis), new TraceId(trace), 0, firstSample);
        long start = startEpochMillis + (long) firstSample * settings.sampleIntervalMillis();
        VisitSignal signal = new VisitSignal(key, start, RsrpSeries.ofDbm(dbm), handovers);
        store.write(new HistoryBatch(List.of(new Visit(signal, performance.build())), new ArrayList<>(handovers)));
    }
}
