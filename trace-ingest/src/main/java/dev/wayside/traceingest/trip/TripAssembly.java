package dev.wayside.traceingest.trip;

import java.time.Instant;
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
import dev.wayside.traceingest.assembly.TraceAssembler;
import dev.wayside.traceingest.assembly.VisitSink;
import dev.wayside.traceingest.row.LogRow;
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
            traces.computeIfAbsent(TraceKey.of(row), this::newTrace).jumps.row(row);
        } else if (next.rejection() != null) {
            countRejected();
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

    private void reject(LogRow row, Rejection reason, String detail) {
        rejected.add(new RejectedRow((int) row.lineNumber(), reason, detail));
        countRejected();
    }

    /** As in a log: the gap around an unreadable row says nothing about coverage. */
    private void countRejected() {
        rejectedRows++;
        all.forEach(trace -> trace.assembler.rowLost());
    }

    /** The rows of one device on one carrier. */
    private final class Trace implements ClockJumps.Receiver {

        private final TraceAssembler assembler;
        private final ClockJumps jumps = new ClockJumps(this);

        private Trace(TraceKey key) {
            assembler = new TraceAssembler(
                    settings,
                    rule,
                    TripAssembly.this,
                    key.carrier(),
                    new NumberedTraces(trip, key.carrier(), key.traceName()));
        }

        @Override
        public void believed(LogRow row) {
            if (assembler.row(row) == TraceAssembler.Outcome.BACKWARDS) {
                jumpedBack(row);
            }
        }

        @Override
        public void jumpedAhead(LogRow row) {
            reject(
                    row,
                    Rejection.TIME_JUMPED,
                    Instant.ofEpochMilli(row.epochMillis()) + ", and rows after it are earlier");
        }

        @Override
        public void jumpedBack(LogRow row) {
            reject(row, Rejection.TIME_BACKWARDS, "earlier than the row before it");
        }

        @Override
        public void setBack(LogRow first) {
            assembler.end();
        }
    }
}
