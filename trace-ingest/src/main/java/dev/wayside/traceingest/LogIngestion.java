package dev.wayside.traceingest;

import java.io.IOException;
import java.io.InputStream;
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
import dev.wayside.traceingest.assembly.ClockJumps;
import dev.wayside.traceingest.assembly.TraceAssembler;
import dev.wayside.traceingest.format.LocalTimes;
import dev.wayside.traceingest.format.ReadingContext;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.PlausibleTimes;
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
    /** Chosen: enough to find the place. */
    private static final int MAX_NOTES = 5;

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
    private final List<String> notes = new ArrayList<>();
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
        long interpolated = 0;
        for (Trace trace : all) {
            changes.add(trace.assembler.cellChanges());
            interpolated += trace.assembler.interpolatedSamples();
        }
        IngestSummary counted = sink.summary(counts, interpolated);
        List<Warning> warnings = new LogVerdict(storeSettings, counted, changes, sink.longestVisitSamples()).warnings();
        List<String> allNotes = new ArrayList<>(localTimes.notes());
        allNotes.addAll(notes);
        return counted.withRemarks(new Remarks(warnings, allNotes, counts.firstRejected()));
    }

    @Override
    public void row(LogRow row) {
        if (!plausibleTimes.contain(row.epochMillis())) {
            rejected(
                    row.lineNumber(),
                    Rejection.TIME_IMPLAUSIBLE,
                    Instant.ofEpochMilli(row.epochMillis()).toString());
        } else if (localTimes.isPending()) {
            addPending(row);
        } else {
            releasePending();
            trace(row).jumps.row(row);
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
        rejected(
                row.lineNumber(),
                Rejection.TIME_AMBIGUOUS,
                Instant.ofEpochMilli(row.epochMillis()) + " or an hour later");
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
    public void rejected(long lineNumber, Rejection rejection, String detail) {
        counts.rejected(lineNumber, rejection, detail);
        for (Trace trace : all) {
            trace.assembler.rowLost();
        }
        listener.rejected(logName, lineNumber, rejection, detail);
    }

    @Override
    public void leftOut(long lineNumber) {
        counts.addLeftOut();
    }

    private void finish() {
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

        private Trace(TraceAssembler assembler) {
            this.assembler = assembler;
        }

        @Override
        public void believed(LogRow row) {
            readCompanionsUpTo(row.epochMillis());
            TraceAssembler.Outcome outcome = assembler.row(row);
            switch (outcome) {
                case BACKWARDS -> jumpedBack(row);
                case PERFORMANCE, UNUSED -> counts.takenForPerformance();
                case TAKEN, MERGED -> counts.taken(row, outcome == TraceAssembler.Outcome.MERGED);
            }
        }

        @Override
        public void jumpedAhead(LogRow row) {
            rejected(
                    row.lineNumber(),
                    Rejection.TIME_JUMPED,
                    Instant.ofEpochMilli(row.epochMillis()) + ", and rows after it are earlier");
        }

        @Override
        public void jumpedBack(LogRow row) {
            rejected(row.lineNumber(), Rejection.TIME_BACKWARDS, "earlier than the row before it");
        }

        @Override
        public void setBack(LogRow first) {
            assembler.end();
            if (notes.size() < MAX_NOTES) {
                notes.add("line " + first.lineNumber() + ": the clock was set back to "
                        + Instant.ofEpochMilli(first.epochMillis())
                        + "; the rows from there on are a trace of their own");
            }
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
        public void rejected(long lineNumber, Rejection rejection, String detail) {
            if (previousTrace != null) {
                counts.rejected(lineNumber, rejection, "of " + name + ": " + detail);
                listener.rejected(name, lineNumber, rejection, detail);
            }
        }
    }
}
