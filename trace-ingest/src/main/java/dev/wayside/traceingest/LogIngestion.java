package dev.wayside.traceingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.assembly.TraceAssembler;
import dev.wayside.traceingest.format.ReadingContext;
import dev.wayside.traceingest.row.LogRow;
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

    private final String logName;
    private final StoreSettings storeSettings;
    private final HandoverRule handoverRule;
    private final BatchingSink sink;
    private final IngestListener listener;
    private final List<CompanionLog> companions = new ArrayList<>();
    private final RowCounts counts = new RowCounts();
    private final Map<String, Map<String, TraceAssembler>> assemblers = new HashMap<>();
    private final List<TraceAssembler> all = new ArrayList<>();
    private @Nullable LogRow previous;
    private @Nullable TraceAssembler previousAssembler;

    LogIngestion(
            String logName,
            StoreSettings storeSettings,
            HandoverRule handoverRule,
            Consumer<HistoryBatch> writer,
            IngestListener listener) {
        this.logName = logName;
        this.storeSettings = storeSettings;
        this.handoverRule = handoverRule;
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
                companion, context, new CompanionRows(companion.source().name()));
        if (opened != null) {
            companions.add(opened);
        }
    }

    /**
     * Reads the log, and writes its visits and handovers; after a failure, those before it.
     *
     * @param separator the separator of fields, or {@code LogFormat.NO_SEPARATOR}
     * @throws TraceIngestException if the log is damaged, naming the line, or not of the format
     */
    void ingest(InputStream in, char separator, RowReader reader) {
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
        if (counts.lookForeign()) {
            throw new TraceIngestException("none of its " + counts.rows()
                    + " rows can be read in this format; check the format, or the time column");
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
        long interpolated =
                all.stream().mapToLong(TraceAssembler::interpolatedSamples).sum();
        return sink.summary(counts, interpolated);
    }

    @Override
    public void row(LogRow row) {
        readCompanionsUpTo(row.epochMillis());
        TraceAssembler.Outcome outcome = assembler(row).row(row);
        switch (outcome) {
            case BACKWARDS -> rejected(row.lineNumber(), Rejection.TIME_BACKWARDS, "earlier than the row before it");
            case PERFORMANCE, UNUSED -> counts.takenForPerformance();
            case TAKEN, MERGED -> counts.taken(row, outcome == TraceAssembler.Outcome.MERGED);
        }
    }

    private void readCompanionsUpTo(long epochMillis) {
        for (CompanionLog companion : companions) {
            companion.upTo(epochMillis, this::rowBeside);
        }
    }

    /** A companion file belongs to the current trace of the log. */
    private void rowBeside(LogRow row) {
        if (previousAssembler != null && previousAssembler.row(row) == TraceAssembler.Outcome.PERFORMANCE) {
            counts.takenForPerformance();
        }
    }

    @Override
    public void rejected(long lineNumber, Rejection rejection, String detail) {
        counts.rejected(rejection);
        all.forEach(TraceAssembler::rowLost);
        listener.rejected(logName, lineNumber, rejection, detail);
    }

    @Override
    public void leftOut(long lineNumber) {
        counts.addLeftOut();
    }

    private void finish() {
        if (previousAssembler != null) {
            readCompanionsUpTo(previousAssembler.lastMillis() + storeSettings.lookAheadMillis());
        }
        all.forEach(TraceAssembler::end);
        sink.flush();
    }

    private TraceAssembler assembler(LogRow row) {
        if (previous != null
                && previousAssembler != null
                && previous.carrier().equals(row.carrier())
                && previous.traceName().equals(row.traceName())) {
            return previousAssembler;
        }
        TraceAssembler assembler = assemblers
                .computeIfAbsent(row.carrier(), carrier -> new HashMap<>())
                .computeIfAbsent(row.traceName(), name -> newAssembler(row));
        previous = row;
        previousAssembler = assembler;
        return assembler;
    }

    private TraceAssembler newAssembler(LogRow row) {
        if (all.size() == MAX_TRACES) {
            throw new TraceIngestException("line " + row.lineNumber() + ": more than " + MAX_TRACES
                    + " carriers and traces in one log; split it by device");
        }
        TraceAssembler assembler =
                new TraceAssembler(storeSettings, handoverRule, sink, row.carrier(), row.traceName());
        all.add(assembler);
        return assembler;
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
            if (previousAssembler != null) {
                counts.rejected(rejection);
                listener.rejected(name, lineNumber, rejection, detail);
            }
        }
    }
}
