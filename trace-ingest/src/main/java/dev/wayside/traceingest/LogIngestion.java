package dev.wayside.traceingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.assembly.CellChanges;
import dev.wayside.traceingest.assembly.CellNames;
import dev.wayside.traceingest.assembly.ClockJumps;
import dev.wayside.traceingest.assembly.RejectedSince;
import dev.wayside.traceingest.assembly.TraceAssembler;
import dev.wayside.traceingest.format.LocalTimes;
import dev.wayside.traceingest.format.LogNotes;
import dev.wayside.traceingest.format.ReadingContext;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.RowReader;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.source.Companion;
import dev.wayside.traceingest.source.CompanionLog;
import dev.wayside.traceingest.source.LineGuard;
import org.jspecify.annotations.Nullable;

/** The ingestion of one log, from its first byte to its last batch. Used once, by one thread. */
final class LogIngestion implements RowHandler, AutoCloseable {

    /** Chosen: maximum number of devices that share one log at a time. */
    private static final int MAX_TRACES = 10_000;
    /** Chosen: maximum number of companion files that are open while a log is read. */
    private static final int MAX_COMPANIONS = 100;
    /** Chosen: an hour at 50 Hz. */
    private static final int MAX_PENDING_ROWS = 200_000;

    /** Chosen: a logger that appends to one file writes each week. */
    private static final long LONG_GAP_MILLIS = Duration.ofDays(30).toMillis();

    private final String logName;
    private final StoreSettings storeSettings;
    private final IngestSettings settings;
    private final PlausibleTimes plausibleTimes;
    private final BatchingSink sink;
    private final IngestListener listener;
    private final List<CompanionLog> companions = new ArrayList<>();
    private final RowCounts counts = new RowCounts();
    private final Map<String, Map<String, Trace>> traces = new HashMap<>();
    private final List<Trace> all = new ArrayList<>();
    private final List<LogRow> pendingRows = new ArrayList<>();
    private LogNotes notes = new LogNotes();
    private LocalTimes localTimes;
    private @Nullable LogRow previous;
    private @Nullable Trace previousTrace;

    LogIngestion(
            String logName,
            StoreSettings storeSettings,
            IngestSettings settings,
            Consumer<HistoryBatch> writer,
            IngestListener listener) {
        this.logName = logName;
        this.storeSettings = storeSettings;
        this.settings = settings;
        this.plausibleTimes = new PlausibleTimes(settings.clock());
        this.localTimes = new LocalTimes(storeSettings.zone());
        this.sink = new BatchingSink(storeSettings, writer);
        this.listener = listener;
    }

    /**
     * Adds a companion file, which is read with the log. To be called before {@link #ingest}.
     *
     * @throws TraceIngestException if it cannot be read, or is one too many
     */
    void readBeside(Companion companion, ReadingContext context) {
        if (companions.size() == MAX_COMPANIONS) {
            throw new TraceIngestException("more than " + MAX_COMPANIONS + " files such as "
                    + companion.source().fileName() + " are next to it; keep each trip in a folder of its own");
        }
        CompanionLog opened = CompanionLog.open(
                companion,
                context.ofAnotherFile(),
                new CompanionRows(companion.source().name()));
        if (opened != null) {
            companions.add(opened);
        }
    }

    /**
     * Reads the log, and writes its visits and handovers; after a failure, those before it.
     *
     * @param separator the separator of fields, or {@code LogFormat.NO_SEPARATOR}
     * @param context the context of the reader
     * @throws TraceIngestException if the log is damaged, naming the line, or not of the format
     */
    void ingest(InputStream in, char separator, RowReader reader, ReadingContext context) {
        localTimes = context.localTimes();
        notes = context.notes();
        LineGuard guarded = new LineGuard(in, separator, this);
        try {
            reader.read(guarded, this);
            finish();
        } catch (IOException e) {
            finish();
            throw new TraceIngestException(
                    "damaged at about line " + guarded.lineNumber() + " (" + e.getMessage()
                            + "); the rows before it are stored: fix the log or fetch it again, and repeat",
                    e);
        }
    }

    /** Writes complete visits immediately, before the batch is full. */
    void flush() {
        sink.flush();
    }

    /** Closes the companion files. */
    @Override
    public void close() {
        companions.forEach(CompanionLog::close);
    }

    IngestSummary summary() {
        CellChanges changes = new CellChanges();
        CellNames names = new CellNames();
        long interpolated = 0;
        for (Trace trace : all) {
            changes.add(trace.assembler.cellChanges());
            names.add(trace.assembler.cellNames());
            interpolated += trace.assembler.interpolatedSamples();
        }
        IngestSummary counted = sink.summary(counts, interpolated);
        LogVerdict verdict = new LogVerdict(
                storeSettings,
                counted,
                changes,
                traces.keySet(),
                names,
                counts.spanMillis(),
                sink.longestVisitSamples(),
                localTimes.assumption());
        List<String> allNotes = new ArrayList<>(localTimes.notes());
        allNotes.addAll(notes.all());
        return counted.withRemarks(new Remarks(verdict.warnings(), allNotes, counts.firstRejected()));
    }

    @Override
    public void row(LogRow row) {
        if (!plausibleTimes.contain(row.epochMillis())) {
            rejected(RejectedRow.withoutTime(
                    row.lineNumber(),
                    Rejection.TIME_IMPLAUSIBLE,
                    Instant.ofEpochMilli(row.epochMillis()).toString()));
        } else if (localTimes.isPending()) {
            addPending(trace(row).afterRejected(row));
        } else {
            releasePending();
            Trace trace = trace(row);
            trace.jumps.row(trace.afterRejected(row));
        }
    }

    private void addPending(LogRow row) {
        if (pendingRows.size() == MAX_PENDING_ROWS) {
            rejectPending(row);
        } else {
            pendingRows.add(row);
        }
    }

    /** Passes on the rows of a repeated hour, once a later row has told their pass. */
    private void releasePending() {
        if (pendingRows.isEmpty()) {
            return;
        }
        OptionalLong shiftMillis = localTimes.pendingShiftMillis();
        for (LogRow row : pendingRows) {
            if (shiftMillis.isPresent()) {
                trace(row).jumps.row(row.at(row.epochMillis() + shiftMillis.getAsLong()));
            } else {
                rejectPending(row);
            }
        }
        pendingRows.clear();
    }

    private void rejectPending(LogRow row) {
        rejected(RejectedRow.withoutTime(
                row.lineNumber(),
                Rejection.TIME_AMBIGUOUS,
                Instant.ofEpochMilli(row.epochMillis()) + " or an hour later"));
    }

    private void readCompanionsUpTo(long epochMillis) {
        for (CompanionLog companion : companions) {
            companion.upTo(epochMillis, this::rowBeside);
        }
    }

    /** A companion file belongs to the current trace of the log. */
    private void rowBeside(LogRow row) {
        if (previousTrace != null && previousTrace.assembler.row(row) == TraceAssembler.Outcome.PERFORMANCE) {
            counts.takenForPerformance();
        }
    }

    @Override
    public void rejected(RejectedRow row) {
        report(row);
        // Its device may not be known.
        for (Trace trace : all) {
            trace.rejectedSince.add(row);
        }
    }

    private void report(RejectedRow row) {
        counts.rejected(row.lineNumber(), row.reason(), row.detail());
        listener.rejected(logName, row.lineNumber(), row.reason(), row.detail());
    }

    @Override
    public void leftOut(long lineNumber) {
        counts.addLeftOut();
    }

    private void finish() {
        localTimes.end();
        releasePending();
        all.forEach(trace -> trace.jumps.end());
        if (previousTrace != null) {
            readCompanionsUpTo(previousTrace.assembler.lastMillis() + storeSettings.lookAheadMillis());
        }
        all.forEach(trace -> trace.assembler.end());
        sink.flush();
    }

    private Trace trace(LogRow row) {
        if (previous != null
                && previousTrace != null
                && previous.carrier().equals(row.carrier())
                && previous.traceName().equals(row.traceName())) {
            return previousTrace;
        }
        Trace trace = traces.computeIfAbsent(row.carrier(), carrier -> new HashMap<>())
                .computeIfAbsent(row.traceName(), name -> newTrace(row));
        previous = row;
        previousTrace = trace;
        return trace;
    }

    private Trace newTrace(LogRow row) {
        if (all.size() == MAX_TRACES) {
            throw new TraceIngestException("line " + row.lineNumber() + ": more than " + MAX_TRACES
                    + " carriers and traces in one log; split it by device");
        }
        Trace trace = new Trace(
                new TraceAssembler(storeSettings, settings.handoverRule(), sink, row.carrier(), row.traceName()));
        all.add(trace);
        return trace;
    }

    /** The rows of one device on one carrier. */
    private final class Trace implements ClockJumps.Receiver {

        private final TraceAssembler assembler;
        private final ClockJumps jumps = new ClockJumps(this);
        private final RejectedSince rejectedSince = new RejectedSince();

        private Trace(TraceAssembler assembler) {
            this.assembler = assembler;
        }

        /** The row that has just arrived, which knows of rejected rows before it. */
        private LogRow afterRejected(LogRow row) {
            return rejectedSince.areBefore(row.epochMillis()) ? row.afterRejectedRows() : row;
        }

        @Override
        public void believed(LogRow row) {
            readCompanionsUpTo(row.epochMillis());
            noteLongGap(row);
            TraceAssembler.Outcome outcome = assembler.row(row);
            switch (outcome) {
                case BACKWARDS -> doubted(row, Rejection.TIME_BACKWARDS, "earlier than the row before it");
                case PERFORMANCE, UNUSED -> counts.takenForPerformance();
                case TAKEN, MERGED -> counts.taken(row, outcome == TraceAssembler.Outcome.MERGED);
            }
        }

        private void noteLongGap(LogRow row) {
            long lastMillis = assembler.lastMillis();
            if (lastMillis != 0 && row.epochMillis() - lastMillis > LONG_GAP_MILLIS) {
                notes.add("line " + row.lineNumber() + ": the times go on "
                        + Duration.ofMillis(row.epochMillis() - lastMillis).toDays()
                        + " days later; if the clock was wrong before or after it, remove those rows");
            }
        }

        @Override
        public void doubted(LogRow row, Rejection reason, String why) {
            report(RejectedRow.withoutTime(row.lineNumber(), reason, why));
            assembler.rowLost();
        }

        @Override
        public void setBack(LogRow first) {
            assembler.end();
            notes.add("line " + first.lineNumber() + ": the clock was set back to "
                    + Instant.ofEpochMilli(first.epochMillis())
                    + "; the rows from there on are a trace of their own");
        }
    }

    /** The rows of a companion file: they never reject a row of the log, and count only as far as the log goes. */
    private final class CompanionRows implements RowHandler {

        private final String name;

        private CompanionRows(String name) {
            this.name = name;
        }

        @Override
        public void row(LogRow row) {
            throw new IllegalStateException("rows are requested one by one");
        }

        @Override
        public void leftOut(long lineNumber) {
            throw new IllegalStateException("companion files have no rows of other cells");
        }

        @Override
        public void rejected(RejectedRow row) {
            if (previousTrace != null) {
                counts.rejected(row.lineNumber(), row.reason(), "of " + name + ": " + row.detail());
                listener.rejected(name, row.lineNumber(), row.reason(), row.detail());
            }
        }
    }
}
