package dev.wayside.traceingest.assembly;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;
import org.jspecify.annotations.Nullable;

/**
 * The assembly of visits and handovers from the rows of one trace. Not thread-safe.
 *
 * <p>A visit ends when the cell changes, when coverage was lost, or after a gap longer than the store's longest gap. It
 * waits until its look-ahead has passed. Memory is bounded: a very long visit is passed on in stretches.
 */
public final class TraceAssembler {

    /** Chosen: a vehicle without rows for this long has begun another trip. */
    static final long TRIP_GAP_MILLIS = 5 * 60_000L;
    /** Chosen: longest stretch of a visit that is stored as one value, 6.8 minutes at 10 Hz. */
    private static final int MAX_STRETCH_SAMPLES = 4_096;

    /** The outcome of a row. */
    public enum Outcome {
        TAKEN,
        /** Accepted, and merged with the row before: same time and cell. */
        MERGED,
        /** Rejected: earlier than the row before. */
        BACKWARDS,
        /** Accepted, with performance only. */
        PERFORMANCE,
        /** Ignored: performance only, at a time outside any visit. */
        UNUSED
    }

    private final StoreSettings settings;
    private final HandoverRule rule;
    private final VisitSink sink;
    private final String carrier;
    private final String traceName;

    private final PerformanceTrack performance = new PerformanceTrack();
    private final Deque<Stretch> waiting = new ArrayDeque<>();
    private final List<Event> events = new ArrayList<>();
    private final Deque<Event> unsent = new ArrayDeque<>();

    private TraceFingerprint fingerprint;
    private @Nullable TraceId trace;
    private SamplingSteps steps;
    private @Nullable OpenVisit visit;
    private int visits;
    private @Nullable LogRow last;
    private @Nullable CellKey lastCell;
    private long lastCoveredMillis;
    private double lastRsrpDbm;
    private boolean confirmedLoss;
    private long firstUncoveredMillis;
    private long lastUncoveredMillis;
    private boolean rowLost;
    private long interpolatedSamples;
    private final CellChanges cellChanges = new CellChanges();
    private final CellNames cellNames = new CellNames();

    public TraceAssembler(StoreSettings settings, HandoverRule rule, VisitSink sink, String carrier, String traceName) {
        this.settings = settings;
        this.rule = rule;
        this.sink = sink;
        this.carrier = carrier;
        this.traceName = traceName;
        this.fingerprint = new TraceFingerprint(carrier, traceName);
        this.steps = new SamplingSteps(settings.sampleIntervalMillis());
    }

    /** Adds the next row. Rows with performance only may be late. */
    public Outcome row(LogRow row) {
        rowLost |= row.afterRejected();
        if (row.coverage() == Coverage.UNKNOWN) {
            return performance(row);
        }
        long gapMillis = last == null ? 0 : row.epochMillis() - last.epochMillis();
        if (gapMillis < 0) {
            return Outcome.BACKWARDS;
        }
        if (gapMillis > Math.max(TRIP_GAP_MILLIS, settings.maxGapMillis())) {
            cellChanges.gap();
            end();
        }
        long step = gridStep(row.epochMillis());
        boolean merged = gapMillis == 0 && repeatsCell(row);
        if (last == null) {
            performance.restart(step);
        }
        take(row, step);
        // Only now: a gap must not be part of its own reference.
        steps.add(last == null ? 0 : gapMillis);
        last = row;
        release(step);
        return merged ? Outcome.MERGED : Outcome.TAKEN;
    }

    /** Adds performance only: the row says nothing about coverage. */
    private Outcome performance(LogRow row) {
        int reachMillis = Math.max(settings.maxGapMillis(), settings.lookAheadMillis());
        boolean reached = last != null && row.epochMillis() - last.epochMillis() <= reachMillis;
        return reached && performance.add(gridStep(row.epochMillis()), row) ? Outcome.PERFORMANCE : Outcome.UNUSED;
    }

    /** Records a row of this trace that is not used: the gap around it says nothing about coverage. */
    public void rowLost() {
        rowLost = true;
    }

    /** Passes on all waiting visits; further rows begin a new trace. */
    public void end() {
        endVisit();
        release(Long.MAX_VALUE);
        if (trace != null) {
            sink.traceEnded();
        }
        events.clear();
        fingerprint = new TraceFingerprint(carrier, traceName);
        trace = null;
        visits = 0;
        confirmedLoss = false;
        rowLost = false;
        last = null;
        lastCell = null;
        steps = new SamplingSteps(settings.sampleIntervalMillis());
    }

    /** The counts of the cells of its rows. */
    public CellChanges cellChanges() {
        return cellChanges;
    }

    /** The names of its cells. */
    public CellNames cellNames() {
        return cellNames;
    }

    /** Number of samples without a row, of all ended visits. */
    public long interpolatedSamples() {
        return interpolatedSamples;
    }

    /** The time of the last row with coverage information; 0 before the first. */
    public long lastMillis() {
        return last == null ? 0 : last.epochMillis();
    }

    private boolean repeatsCell(LogRow row) {
        return last != null && row.cellId() != null && row.cellId().equals(last.cellId());
    }

    private void take(LogRow row, long step) {
        fingerprint.add(row);
        performance.add(step, row);
        if (row.cellId() == null) {
            firstUncoveredMillis = confirmedLoss ? firstUncoveredMillis : row.epochMillis();
            lastUncoveredMillis = row.epochMillis();
            confirmedLoss = true;
            if (row.epochMillis() - lastCoveredMillis > settings.maxGapMillis()) {
                // The visit cannot continue after this; if it stayed open, all later rows would stay in memory.
                endVisit();
            }
        } else {
            takeCovered(row, row.cellId(), step);
        }
    }

    private void takeCovered(LogRow row, String cellId, long step) {
        if (lastCell != null && breaks(lastCell, row, cellId)) {
            endVisit();
        }
        if (visit == null) {
            visit = new OpenVisit(new CellKey(carrier, cellId), visits++, new GridSignal(step));
            lastCell = visit.cell;
            cellNames.add(cellId);
        }
        visit.signal.add(step, row.rsrpDbm());
        cellChanges.row();
        handOverStretch(visit);
        lastCoveredMillis = row.epochMillis();
        lastRsrpDbm = row.rsrpDbm();
        confirmedLoss = false;
        rowLost = false;
    }

    /** Classifies the gap between the visit's last row and this one; true if the visit ends there. */
    private boolean breaks(CellKey left, LogRow row, String cellId) {
        long gapMillis = row.epochMillis() - lastCoveredMillis;
        boolean cellChanged = !left.cellId().equals(cellId);
        if (cellChanged) {
            cellChanges.change(left.cellId(), cellId, lastCoveredMillis, row.epochMillis());
        } else if (gapMillis > settings.maxGapMillis()) {
            cellChanges.gap();
        }
        if (!cellChanged
                && !confirmedLoss
                && row.endedEvent() == null
                && gapMillis <= settings.sampleIntervalMillis()) {
            // By far the most frequent case, with the same result as the rule.
            return false;
        }
        Optional<HandoverKind> kind = judge(row, gapMillis, cellChanged);
        if (kind.isPresent()) {
            Event event = new Event(lastCoveredMillis, kind.get(), disconnectionMillis(row, gapMillis), left, cellId);
            events.add(event);
            unsent.add(event);
        }
        // Without cell names, only the log's handovers separate cells.
        boolean cut = kind.isPresent() && (kind.get().isDisruptive() || row.coverage() == Coverage.PLACE);
        return cellChanged || cut || gapMillis > settings.maxGapMillis();
    }

    private int disconnectionMillis(LogRow row, long gapMillis) {
        long silent = Math.max(0, gapMillis - steps.medianMillis());
        if (rowLost && confirmedLoss) {
            // The unreadable rows may have had coverage of another kind.
            silent = lastUncoveredMillis - firstUncoveredMillis + steps.medianMillis();
        }
        return Math.toIntExact(
                Double.isNaN(row.disconnectionMillis()) ? silent : Math.round(row.disconnectionMillis()));
    }

    private Optional<HandoverKind> judge(LogRow row, long gapMillis, boolean cellChanged) {
        boolean handedOver = cellChanged && row.coverage() == Coverage.CELL;
        Optional<HandoverKind> kind = rule.judge(new HandoverRule.Gap(
                gapMillis, steps.ordinaryMillis(), handedOver, lastRsrpDbm, confirmedLoss, row.endedEvent()));
        boolean guessed = row.endedEvent() == null && !confirmedLoss;
        return kind.filter(found -> !(rowLost && guessed && found.isDisruptive()));
    }

    private void endVisit() {
        if (visit != null) {
            visit.signal.end();
            handOverStretch(visit);
            interpolatedSamples += visit.signal.interpolatedSteps();
            int rest = visit.signal.closedSteps();
            waiting.add(new Stretch(
                    visit.cell, visit.number, visit.firstSample, visit.signal.firstStep(), visit.signal.first(rest)));
            visit = null;
        }
    }

    /** Splits the visit into stretches that overlap, so that every window lies completely in exactly one. */
    private void handOverStretch(OpenVisit open) {
        while (open.signal.closedSteps() >= MAX_STRETCH_SAMPLES) {
            int windows = settings.windowsIn(MAX_STRETCH_SAMPLES);
            waiting.add(new Stretch(
                    open.cell,
                    open.number,
                    open.firstSample,
                    open.signal.firstStep(),
                    open.signal.first(MAX_STRETCH_SAMPLES)));
            int past = windows * settings.windowStride();
            open.signal.drop(past);
            open.firstSample += past;
        }
    }

    /** Passes on the stretches whose look-ahead has passed, and drops data that is no longer needed. */
    private void release(long nowStep) {
        boolean ending = nowStep == Long.MAX_VALUE;
        if (!ending && isUnjudged()) {
            // The handover of a pending loss belongs to the look-ahead of the waiting stretches.
            return;
        }
        if (!ending && !fingerprint.isComplete()) {
            if (waiting.isEmpty() && visit == null) {
                forgetBefore(nowStep);
            }
            return;
        }
        if (trace == null && (!waiting.isEmpty() || !unsent.isEmpty())) {
            trace = fingerprint.toTraceId();
        }
        while (!unsent.isEmpty()) {
            sink.handover(toHandover(unsent.remove()));
        }
        while (!waiting.isEmpty() && waiting.element().lookAheadEndStep(settings) < nowStep) {
            sink.visit(toVisit(waiting.remove()));
            forgetBefore(neededStep(nowStep));
        }
        if (waiting.isEmpty() && visit == null) {
            forgetBefore(nowStep);
        }
    }

    /** True while coverage is lost; after the length of a trip gap the loss is no longer waited for. */
    private boolean isUnjudged() {
        return confirmedLoss && lastCell != null && lastUncoveredMillis - lastCoveredMillis <= TRIP_GAP_MILLIS;
    }

    private long neededStep(long nowStep) {
        if (!waiting.isEmpty()) {
            return waiting.element().firstStep;
        }
        return visit == null ? nowStep : visit.signal.firstStep();
    }

    private void forgetBefore(long step) {
        performance.forgetBefore(step);
        events.removeIf(event -> gridStep(event.epochMillis) < step);
    }

    private Visit toVisit(Stretch stretch) {
        long startMillis = stretch.firstStep * settings.sampleIntervalMillis();
        long endStep = stretch.lookAheadEndStep(settings);
        List<Handover> ahead = events.stream()
                .filter(event -> event.epochMillis >= startMillis && gridStep(event.epochMillis) < endStep)
                .map(this::toHandover)
                .toList();
        PerformanceSeries series = performance.series(stretch.firstStep, endStep, stretch.rsrp.length());
        // The day is that of the whole visit, so that its stretches are kept, and deleted, together.
        long visitStartMillis = startMillis - (long) stretch.firstSample * settings.sampleIntervalMillis();
        VisitKey key = new VisitKey(
                stretch.cell, settings.dayOf(visitStartMillis), traceId(), stretch.visitNumber, stretch.firstSample);
        return new Visit(new VisitSignal(key, startMillis, stretch.rsrp, ahead), series);
    }

    private Handover toHandover(Event event) {
        return new Handover(
                traceId(), event.epochMillis, event.kind, event.disconnectionMillis, event.source, event.targetCellId);
    }

    private TraceId traceId() {
        if (trace == null) {
            throw new IllegalStateException("no stretch is passed on before the trace has an id");
        }
        return trace;
    }

    private long gridStep(long epochMillis) {
        return Math.floorDiv(epochMillis, (long) settings.sampleIntervalMillis());
    }

    /** The current visit. */
    private static final class OpenVisit {
        private final CellKey cell;
        private final int number;
        private final GridSignal signal;
        private int firstSample;

        private OpenVisit(CellKey cell, int number, GridSignal signal) {
            this.cell = cell;
            this.number = number;
            this.signal = signal;
        }
    }

    /** A stretch of a visit that waits for its look-ahead. */
    private record Stretch(CellKey cell, int visitNumber, int firstSample, long firstStep, RsrpSeries rsrp) {

        private long lookAheadEndStep(StoreSettings settings) {
            return firstStep + rsrp.length() + settings.lookAheadSamples();
        }
    }

    /** A handover of a trace without an id yet. */
    private record Event(
            long epochMillis, HandoverKind kind, int disconnectionMillis, CellKey source, String targetCellId) {}
}
