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
import org.jspecify.annotations.Nullable;

/** Takes one log from its first byte to its last batch. Used once, by one thread. */
final class LogIngestion implements RowHandler {

    /** So many devices may share one log at once. */
    private static final int MOST_TRACES = 10_000;

    private final String logName;
    private final StoreSettings storeSettings;
    private final HandoverRule handoverRule;
    private final BatchingSink sink;
    private final IngestListener listener;
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
     * Reads the log, and writes all that is made of it; what a failure cuts off is written up to there.
     *
     * @param separator what parts the fields of a line, or {@link LogFormat#NO_SEPARATOR}
     * @throws TraceIngestException if the log is damaged, naming the line, or not of the format at all
     */
    void ingest(InputStream in, char separator, RowReader reader) {
        LineGuard guarded = new LineGuard(in, separator, this);
        try {
            reader.read(guarded, this);
        } catch (IOException e) {
            finish();
            throw new TraceIngestException(
                    "damaged at about line " + guarded.lineNumber() + " (" + e.getMessage()
                            + "); what came before is stored: mend or fetch the log again, and repeat",
                    e);
        }
        finish();
        if (counts.lookForeign()) {
            throw new TraceIngestException("none of its " + counts.rows()
                    + " rows can be read in this format; check --format, or the time column");
        }
    }

    IngestSummary summary() {
        long interpolated =
                all.stream().mapToLong(TraceAssembler::interpolatedSamples).sum();
        return sink.summary(counts, interpolated);
    }

    @Override
    public void row(LogRow row) {
        TraceAssembler.Outcome outcome = assembler(row).row(row);
        if (outcome == TraceAssembler.Outcome.BACKWARDS) {
            rejected(row.lineNumber(), Rejection.TIME_BACKWARDS, "earlier than the row before it");
        } else {
            counts.taken(row, outcome == TraceAssembler.Outcome.MERGED);
        }
    }

    @Override
    public void rejected(long lineNumber, Rejection rejection, String detail) {
        counts.rejected(rejection);
        all.forEach(TraceAssembler::rowLost);
        listener.rejected(logName, lineNumber, rejection, detail);
    }

    private void finish() {
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
        if (all.size() == MOST_TRACES) {
            throw new TraceIngestException("line " + row.lineNumber() + ": more than " + MOST_TRACES
                    + " carriers and traces in one log; split it by device");
        }
        TraceAssembler assembler =
                new TraceAssembler(storeSettings, handoverRule, sink, row.carrier(), row.traceName());
        all.add(assembler);
        return assembler;
    }
}
