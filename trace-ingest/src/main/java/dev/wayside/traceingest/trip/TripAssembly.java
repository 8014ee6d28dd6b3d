package dev.wayside.traceingest.trip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripProgress;
import dev.wayside.kvstore.Visit;
import dev.wayside.traceingest.assembly.ClockJumps;
import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.assembly.NumberedTraces;
import dev.wayside.traceingest.assembly.RejectedSince;
import dev.wayside.traceingest.assembly.TraceAssembler;
import dev.wayside.traceingest.assembly.VisitSink;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.Rejection;

/**
 * The assembly of one trip's rows into visits and handovers. The same rows always give the same, however they came:
 * nothing else goes in. Not thread-safe.
 */
final class TripAssembly implements VisitSink {

    /** Chosen: more than one device has modems, and few enough for the memory of a trip. */
    static final int MAX_TRACES = 64;

    /** Estimated: a row that waits until its time is believed. At most some twenty of a trace do. */
    private static final long BYTES_PER_TRACE = 8_192;

    private final StoreSettings settings;
    private final HandoverRule rule;
    private final TripKey trip;
    private final Map<TraceKey, Trace> traces = new HashMap<>();
    private final List<Trace> all = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();
    private final List<Handover> handovers = new ArrayList<>();
    private final List<RejectedRow> rejected = new ArrayList<>();
    private int rows;
    private int rejectedRows;
    private int visitCount;
    private int windowCount;

    /** The carrier and the device of a trace. */
    private record TraceKey(String carrier, String traceName) {

        private static TraceKey of(LogRow row) {
            return new TraceKey(row.carrier(), row.traceName());
        }
    }

    TripAssembly(StoreSettings settings, HandoverRule rule, TripKey trip) {
        this.settings = settings;
        this.rule = rule;
        this.trip = trip;
    }

    /** True if it can take these rows, too. */
    boolean accepts(List<TripRow> more) {
        Set<TraceKey> keys = new HashSet<>(traces.keySet());
        for (TripRow added : more) {
            LogRow row = added.row();
            if (row != null) {
                keys.add(TraceKey.of(row));
            }
        }
        return keys.size() <= MAX_TRACES;
    }

    /** Adds the next row. */
    void add(TripRow next) {
        rows++;
        LogRow row = next.row();
        if (row != null) {
            Trace trace = traces.computeIfAbsent(TraceKey.of(row), this::newTrace);
            trace.jumps.row(trace.afterRejected(row));
        } else if (next.rejection() != null) {
            addRejected(new RejectedRow(rows, next.rejectedMillis(), next.rejection(), ""));
        }
    }

    /** Completes all visits. No more rows may follow. */
    void end() {
        all.forEach(trace -> trace.jumps.end());
        all.forEach(trace -> trace.assembler.end());
    }

    /** Number of rows so far. */
    int rows() {
        return rows;
    }

    /** The progress with all rows so far. */
    TripProgress progress() {
        return new TripProgress(rows, rejectedRows, visitCount, windowCount);
    }

    /** Number of visits and handovers that were completed since the last {@link #drain}. */
    int completed() {
        return visits.size() + handovers.size();
    }

    /** The visits and handovers that were completed since the last call. */
    HistoryBatch drain() {
        HistoryBatch batch = new HistoryBatch(visits, handovers);
        visits.clear();
        handovers.clear();
        return batch;
    }

    /** The rows that were found to be of a wrong clock since the last call. */
    List<RejectedRow> drainRejected() {
        List<RejectedRow> drained = List.copyOf(rejected);
        rejected.clear();
        return drained;
    }

    /** The heap that it takes, about. */
    long heapBytes() {
        return all.stream()
                .mapToLong(trace -> BYTES_PER_TRACE + trace.assembler.heapBytes())
                .sum();
    }

    @Override
    public void visit(Visit visit) {
        visits.add(visit);
        visitCount += visit.signal().key().firstSample() == 0 ? 1 : 0;
        windowCount += settings.windowsIn(visit.signal().rsrp().length());
    }

    @Override
    public void handover(Handover handover) {
        handovers.add(handover);
    }

    @Override
    public void traceEnded() {
        // Traces are not counted.
    }

    private Trace newTrace(TraceKey key) {
        Trace trace = new Trace(key);
        all.add(trace);
        return trace;
    }

    /** As in a log, the carrier of the row may not be known. */
    private void addRejected(RejectedRow row) {
        rejectedRows++;
        all.forEach(trace -> trace.rejectedSince.add(row));
    }

    /** The rows of one device on one carrier. */
    private final class Trace implements ClockJumps.Receiver {

        private final TraceAssembler assembler;
        private final ClockJumps jumps = new ClockJumps(this);
        private final RejectedSince rejectedSince = new RejectedSince();

        private Trace(TraceKey key) {
            assembler = new TraceAssembler(
                    settings,
                    rule,
                    TripAssembly.this,
                    key.carrier(),
                    new NumberedTraces(trip, key.carrier(), key.traceName()));
        }

        /** The row that has just arrived, which knows of rejected rows before it. */
        private LogRow afterRejected(LogRow row) {
            return rejectedSince.areBefore(row.epochMillis()) ? row.afterRejectedRows() : row;
        }

        @Override
        public void believed(LogRow row) {
            if (assembler.row(row) == TraceAssembler.Outcome.BACKWARDS) {
                doubted(row, Rejection.TIME_BACKWARDS, "earlier than the row before it");
            }
        }

        @Override
        public void doubted(LogRow row, Rejection reason, String why) {
            rejected.add(RejectedRow.withoutTime(row.lineNumber(), reason, why));
            rejectedRows++;
            assembler.rowLost();
        }

        @Override
        public void setBack(LogRow first) {
            assembler.end();
        }
    }
}
