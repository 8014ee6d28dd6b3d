package dev.wayside.traceingest;

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
import org.jspecify.annotations.Nullable;

/**
 * Makes visits and handovers of the rows of one trace, as they come. Not thread-safe.
 *
 * <p>A visit ends when the cell changes, when coverage was lost, or when no row came for longer than the store's
 * longest gap. It is held back until its look-ahead has passed. Memory is bounded: a visit that goes on and on is
 * handed over in stretches.
 */
final class TraceAssembler {

    /** A vehicle that was silent for this long has begun another trip. */
    private static final long TRIP_GAP_MILLIS = 5 * 60_000L;
    /** Longest stretch of one visit that is stored as one value, in samples. */
    private static final int MAX_STRETCH_SAMPLES = 4_096;

    /** What became of a row. */
    enum Outcome {
        TAKEN,
        /** Taken, and one with the row before: same time and cell. */
        MERGED,
        /** Left out: earlier than the row before. */
        BACKWARDS,
        /** It carries performance only; taken. */
        PERFORMANCE,
        /** It carries performance only, of a time that no visit reaches. */
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
    private boolean witnessedLoss;
    private long firstUncoveredMillis;
    private long lastUncoveredMillis;
    private boolean rowLost;
    private long interpolatedSamples;

    TraceAssembler(StoreSettings settings, HandoverRule rule, VisitSink sink, String carrier, String traceName) {
        this.settings = settings;
        this.rule = rule;
        this.sink = sink;
        this.carrier = carrier;
        this.traceName = traceName;
        this.fingerprint = new TraceFingerprint(carrier, traceName);
        this.steps = new SamplingSteps(settings.sampleIntervalMillis());
    }

    /** Takes the next row. Those that carry performance only may come late. */
    Outcome row(LogRow row) {
        if (row.coverage() == Coverage.UNSAID) {
            return performance(row);
        }
        long silenceMillis = last == null ? 0 : row.epochMillis() - last.epochMillis();
        if (silenceMillis < 0) {
            return Outcome.BACKWARDS;
        }
        if (silenceMillis > Math.max(TRIP_GAP_MILLIS, settings.maxGapMillis())) {
            end();
        }
        long step = gridStep(row.epochMillis());
        boolean merged = silenceMillis == 0 && repeatsCell(row);
        if (last == null) {
            performance.restart(step);
        }
        take(row, step);
        // Only now: a silence that is judged is no part of its own yardstick.
        steps.add(last == null ? 0 : silenceMillis);
        last = row;
        release(step);
        return merged ? Outcome.MERGED : Outcome.TAKEN;
    }

    /** No sign of life of the modem, and none of its silence: the row changes nothing but the performance. */
    private Outcome performance(LogRow row) {
        int reachMillis = Math.max(settings.maxGapMillis(), settings.lookAheadMillis());
        boolean reached = last != null && row.epochMillis() - last.epochMillis() <= reachMillis;
        return reached && performance.add(gridStep(row.epochMillis()), row) ? Outcome.PERFORMANCE : Outcome.UNUSED;
    }

    /** A row of this log could not be read: the silence around it says nothing about coverage. */
    void rowLost() {
        rowLost = true;
    }

    /** Hands over all that is held back; further rows begin a new trace. */
    void end() {
        endVisit();
        release(Long.MAX_VALUE);
        if (trace != null) {
            sink.traceEnded();
        }
        events.clear();
        fingerprint = new TraceFingerprint(carrier, traceName);
        trace = null;
        visits = 0;
        witnessedLoss = false;
        rowLost = false;
        last = null;
        lastCell = null;
        steps = new SamplingSteps(settings.sampleIntervalMillis());
    }

    /** How many samples no row fell on, of all visits that have ended. */
    long interpolatedSamples() {
        return interpolatedSamples;
    }

    /** The time of the last row that said something about coverage; 0 before the first. */
    long lastMillis() {
        return last == null ? 0 : last.epochMillis();
    }

    private boolean repeatsCell(LogRow row) {
        return last != null && row.cellId() != null && row.cellId().equals(last.cellId());
    }

    private void take(LogRow row, long step) {
        fingerprint.add(row);
        performance.add(step, row);
        if (row.cellId() == null) {
            firstUncoveredMillis = witnessedLoss ? firstUncoveredMillis : row.epochMillis();
            lastUncoveredMillis = row.epochMillis();
            witnessedLoss = true;
            if (row.epochMillis() - lastCoveredMillis > settings.maxGapMillis()) {
                // It cannot go on after this; open, it would keep all that follows in memory.
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
        }
        visit.signal.add(step, row.rsrpDbm());
        handOverStretch(visit);
        lastCoveredMillis = row.epochMillis();
        lastRsrpDbm = row.rsrpDbm();
        witnessedLoss = false;
        rowLost = false;
    }

    /** Judges what lies between the visit's last row and this one; whether the visit ends there. */
    private boolean breaks(CellKey left, LogRow row, String cellId) {
        long silenceMillis = row.epochMillis() - lastCoveredMillis;
        boolean cellChanged = !left.cellId().equals(cellId);
        if (!cellChanged
                && !witnessedLoss
                && row.endedEvent() == null
                && silenceMillis <= settings.sampleIntervalMillis()) {
            // By far the most frequent case, and the rule would say the same.
            return false;
        }
        Optional<HandoverKind> kind = judge(row, silenceMillis, cellChanged);
        if (kind.isPresent()) {
            Event event =
                    new Event(lastCoveredMillis, kind.get(), disconnectionMillis(row, silenceMillis), left, cellId);
            events.add(event);
            unsent.add(event);
        }
        // Where cells have no names, what the log calls a handover is all that tells one from the next.
        boolean cut = kind.isPresent() && (kind.get().isDisruptive() || row.coverage() == Coverage.PLACE);
        return cellChanged || cut || silenceMillis > settings.maxGapMillis();
    }

    private int disconnectionMillis(LogRow row, long silenceMillis) {
        long silent = Math.max(0, silenceMillis - steps.medianMillis());
        if (rowLost && witnessedLoss) {
            // What could not be read may have been coverage of another kind.
            silent = lastUncoveredMillis - firstUncoveredMillis + steps.medianMillis();
        }
        return Math.toIntExact(
                Double.isNaN(row.disconnectionMillis()) ? silent : Math.round(row.disconnectionMillis()));
    }

    private Optional<HandoverKind> judge(LogRow row, long silenceMillis, boolean cellChanged) {
        boolean handedOver = cellChanged && row.coverage() == Coverage.CELL;
        Optional<HandoverKind> kind = rule.judge(new HandoverRule.Silence(
                silenceMillis, steps.ordinaryMillis(), handedOver, lastRsrpDbm, witnessedLoss, row.endedEvent()));
        boolean guessed = row.endedEvent() == null && !witnessedLoss;
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

    /** Stretches overlap so that every window lies whole in exactly one of them. */
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

    /** Hands over what has its look-ahead behind it, and forgets what nobody waits for. */
    private void release(long nowStep) {
        boolean ending = nowStep == Long.MAX_VALUE;
        if (!ending && isUnjudged()) {
            // The handover that the loss turns out to be belongs to the look-ahead of what waits.
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

    /**
     * Whether coverage is gone and not yet back; a loss that goes on for as long as a trip's end is waited for no more.
     */
    private boolean isUnjudged() {
        return witnessedLoss && lastCell != null && lastUncoveredMillis - lastCoveredMillis <= TRIP_GAP_MILLIS;
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
            throw new IllegalStateException("nothing is handed over before the trace has an id");
        }
        return trace;
    }

    private long gridStep(long epochMillis) {
        return Math.floorDiv(epochMillis, (long) settings.sampleIntervalMillis());
    }

    /** The visit under way. */
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

    /** A handover of a trace that may not have its id yet. */
    private record Event(
            long epochMillis, HandoverKind kind, int disconnectionMillis, CellKey source, String targetCellId) {}
}
