package dev.wayside.traceingest;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.traceingest.assembly.VisitSink;

/** A sink that counts the visits and handovers of one log and passes them on in batches. */
final class BatchingSink implements VisitSink {

    /** Chosen: enough for an efficient write, little enough to hold for every log at the same time. */
    private static final int SAMPLES_PER_BATCH = 50_000;

    private final StoreSettings settings;
    private final Consumer<HistoryBatch> writer;
    private final List<Visit> visits = new ArrayList<>();
    private final List<Handover> handovers = new ArrayList<>();
    private final Map<HandoverKind, Long> handoversByKind = new EnumMap<>(HandoverKind.class);
    private final Set<CellKey> cells = new HashSet<>();
    private final Set<LocalDate> days = new HashSet<>();
    private int samplesInBatch;
    private long visitCount;
    private long traceCount;
    private long sampleCount;
    private long windowCount;
    private long shortVisitCount;
    private int longestVisitSamples;

    BatchingSink(StoreSettings settings, Consumer<HistoryBatch> writer) {
        this.settings = settings;
        this.writer = writer;
    }

    @Override
    public void visit(Visit visit) {
        VisitKey key = visit.signal().key();
        int samples = visit.signal().rsrp().length();
        visits.add(visit);
        cells.add(key.cell());
        days.add(key.day());
        visitCount += key.firstSample() == 0 ? 1 : 0;
        shortVisitCount += key.firstSample() == 0 && samples < settings.windowLength() ? 1 : 0;
        sampleCount += settings.newSamplesIn(key, samples);
        windowCount += settings.windowsIn(samples);
        longestVisitSamples = Math.max(longestVisitSamples, key.firstSample() + samples);
        samplesInBatch += samples;
        if (samplesInBatch >= SAMPLES_PER_BATCH) {
            flush();
        }
    }

    @Override
    public void handover(Handover handover) {
        handovers.add(handover);
        handoversByKind.merge(handover.kind(), 1L, Long::sum);
    }

    @Override
    public void traceEnded() {
        traceCount++;
    }

    void flush() {
        if (!visits.isEmpty() || !handovers.isEmpty()) {
            writer.accept(new HistoryBatch(visits, handovers));
            visits.clear();
            handovers.clear();
            samplesInBatch = 0;
        }
    }

    /** The summary so far, with the counts of the rows' reader. */
    IngestSummary summary(RowCounts rows, long interpolatedSamples) {
        return new IngestSummary(
                rows.rows(),
                rows.merged(),
                rows.uncovered(),
                rows.performanceOnly(),
                rows.leftOut(),
                rows.rejected(),
                traceCount,
                visitCount,
                sampleCount,
                interpolatedSamples,
                windowCount,
                new EnumMap<>(handoversByKind),
                new HashSet<>(cells),
                new HashSet<>(days),
                new KnownVisits(shortVisitCount, 0, 0, 0),
                Remarks.NONE);
    }

    int longestVisitSamples() {
        return longestVisitSamples;
    }
}
