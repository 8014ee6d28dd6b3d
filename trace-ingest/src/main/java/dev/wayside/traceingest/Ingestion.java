package dev.wayside.traceingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.format.CompanionFormat;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.ReadingContext;
import dev.wayside.traceingest.row.GeoJson;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.source.Companion;
import dev.wayside.traceingest.source.CompanionFinder;
import dev.wayside.traceingest.source.LogHead;
import dev.wayside.traceingest.source.LogSource;
import dev.wayside.traceingest.source.LogSources;
import org.jspecify.annotations.Nullable;

/**
 * The batch job: logs in, history out. It reads several logs in parallel, in bounded memory, and is idempotent. A
 * second run skips the logs that are stored completely, so a run after a kill continues with the remaining logs.
 * Thread-safe.
 */
public final class Ingestion {

    private final Destination destination;
    private final StoreSettings storeSettings;
    private final IngestSettings settings;
    private final IngestListener listener;
    private final CompanionFinder companionFinder = new CompanionFinder();

    private Ingestion(Destination destination, IngestSettings settings, IngestListener listener) {
        this.destination = destination;
        this.storeSettings = destination.settings();
        this.settings = settings;
        this.listener = listener;
    }

    /** A job that writes into a store, which stays open afterwards. */
    public static Ingestion into(HistoryStore store, IngestSettings settings, IngestListener listener) {
        return into(Destination.of(store), settings, listener);
    }

    /** A job that writes to a destination, which stays open afterwards. */
    static Ingestion into(Destination destination, IngestSettings settings, IngestListener listener) {
        return new Ingestion(destination, settings, listener);
    }

    /** A job that reads and counts, and writes nothing. */
    public static Ingestion dryRun(StoreSettings storeSettings, IngestSettings settings, IngestListener listener) {
        return into(new WithoutStore(storeSettings, batch -> {}), settings, listener);
    }

    /** A job that passes its results to {@code writer}, from several threads concurrently. */
    static Ingestion withWriter(
            StoreSettings storeSettings,
            IngestSettings settings,
            Consumer<HistoryBatch> writer,
            IngestListener listener) {
        return into(new WithoutStore(storeSettings, writer), settings, listener);
    }

    /**
     * Reads every log under the paths. After a log that cannot be read the job continues with the others; after a store
     * that cannot be written it stops.
     *
     * @param paths files, folders and zip archives
     * @throws IOException if a path does not exist or may not be read
     * @throws InterruptedException if interrupted; logs that were reported as stored are stored
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be written
     */
    public IngestReport run(List<Path> paths) throws IOException, InterruptedException {
        return ingest(LogSources.find(paths));
    }

    IngestReport ingest(List<LogSource> sources) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(settings.jobs());
        try {
            List<Future<LogOutcome>> outcomes = new ArrayList<>();
            for (LogSource source : sources) {
                outcomes.add(workers.submit(() -> ingest(source)));
            }
            return report(outcomes);
        } finally {
            // After a failure the other threads stop between two rows; none may write after this has returned.
            workers.shutdownNow();
            workers.awaitTermination(1, TimeUnit.HOURS);
        }
    }

    private static IngestReport report(List<Future<LogOutcome>> outcomes) throws InterruptedException {
        int stored = 0;
        int skipped = 0;
        List<String> failures = new ArrayList<>();
        IngestSummary total = IngestSummary.NOTHING;
        for (Future<LogOutcome> future : outcomes) {
            LogOutcome outcome = get(future);
            total = total.plus(outcome.summary());
            if (outcome.failure() != null) {
                failures.add(outcome.failure());
            } else if (outcome.isSkipped()) {
                skipped++;
            } else {
                stored++;
            }
        }
        return new IngestReport(stored, skipped, failures, total);
    }

    private static LogOutcome get(Future<LogOutcome> outcome) throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("reading a log throws no checked exception", e.getCause());
        }
    }

    private LogOutcome ingest(LogSource source) {
        LogIngestion log = logIngestion(source);
        try {
            List<Companion> companions = companionFinder.companionsOf(source);
            String fingerprint = fingerprint(source, companions);
            if (!settings.again() && destination.isStored(fingerprint)) {
                listener.bytesRead(source.bytes());
                listener.skipped(source.name(), "already stored");
                return LogOutcome.skipped(IngestSummary.NOTHING);
            }
            if (settings.strict()) {
                requireNoWarning(source, companions);
            }
            LogOutcome outcome = read(source, companions, log);
            if (outcome.isStored()) {
                destination.acknowledge(fingerprint);
                listener.stored(source.name(), outcome.summary());
            }
            return outcome;
        } catch (TraceIngestException e) {
            return failed(source, String.valueOf(e.getMessage()), log);
        } catch (AccessDeniedException e) {
            return failed(source, "no permission to read it; check its owner and mode", log);
        } catch (IOException e) {
            return failed(source, "cannot be read (" + e.getMessage() + "); fix the log or fetch it again", log);
        }
    }

    /** Reads the log without writing, so that a refused log leaves nothing behind. */
    private void requireNoWarning(LogSource source, List<Companion> companions) throws IOException {
        Ingestion trial = dryRun(storeSettings, settings, new IngestListener() {});
        IngestSummary summary =
                trial.read(source, companions, trial.logIngestion(source)).summary();
        List<Warning> warnings = summary.remarks().warnings();
        if (!warnings.isEmpty()) {
            throw new TraceIngestException("refused by --strict, nothing of it is written: "
                    + warnings.stream().map(Warning::toString).collect(Collectors.joining("; ")));
        }
    }

    private LogIngestion logIngestion(LogSource source) {
        return new LogIngestion(source.name(), storeSettings, settings, destination::write, listener);
    }

    private LogOutcome failed(LogSource source, String why, LogIngestion log) {
        listener.failed(source.name(), why);
        return LogOutcome.failed(source.name() + ": " + why, log.summary());
    }

    private LogOutcome read(LogSource source, List<Companion> companions, LogIngestion log) throws IOException {
        try (log;
                InputStream in = source.open(listener::bytesRead)) {
            return read(source, companions, log, in);
        }
    }

    private LogOutcome read(LogSource source, List<Companion> companions, LogIngestion log, InputStream in)
            throws IOException {
        LogHead head = LogHead.read(in);
        LogFormat format = settings.reading().formatOf(head.firstLine()).orElse(null);
        boolean isCompanion = CompanionFormat.recognise(head.firstLine()).isPresent();
        if ((format == null || isCompanion) && !source.named() && !head.isDamaged()) {
            listener.skipped(source.name(), head.whyUnrecognised());
            return LogOutcome.skipped(IngestSummary.NOTHING);
        }
        if (format == null || head.isBinary()) {
            throw new TraceIngestException(head.whyUnrecognised());
        }
        if (format == LogFormat.NDJSON && head.isGeoJson()) {
            throw new TraceIngestException(GeoJson.REFUSAL);
        }
        ReadingContext context =
                settings.reading().context(source.name(), storeSettings.zone(), settings.handoverRule());
        for (Companion companion : companions) {
            if (companion.format().logFormat() == format) {
                log.readBeside(companion, context);
            }
        }
        log.ingest(
                head.wholeLog(in),
                format.separatorOf(head.firstLine(), context.mapping()),
                format.reader(context),
                context);
        if (Thread.currentThread().isInterrupted()) {
            return LogOutcome.failed(source.name() + ": interrupted", log.summary());
        }
        IngestSummary summary = log.summary();
        if (NothingStored.isOfOtherTechnology(summary)) {
            listener.skipped(source.name(), "all its rows are of 2G or 3G, whose level is not an RSRP");
            return LogOutcome.skipped(summary);
        }
        NothingStored.withRemedy(summary).ifPresent(why -> {
            throw new TraceIngestException(why);
        });
        return LogOutcome.stored(summary);
    }

    /**
     * The settings and the companion files, which are part of the fingerprint: with others, a log yields other history.
     */
    private String fingerprint(LogSource source, List<Companion> companions) {
        StringBuilder howRead = new StringBuilder();
        howRead.append(settings.reading()).append('|').append(settings.handoverRule());
        companions.forEach(
                companion -> howRead.append('|').append(companion.source().identity()));
        return source.fingerprint(howRead.toString());
    }

    /** The outcome of one log. */
    private record LogOutcome(boolean isSkipped, @Nullable String failure, IngestSummary summary) {

        private boolean isStored() {
            return !isSkipped && failure == null;
        }

        private static LogOutcome skipped(IngestSummary summary) {
            return new LogOutcome(true, null, summary);
        }

        private static LogOutcome stored(IngestSummary summary) {
            return new LogOutcome(false, null, summary);
        }

        private static LogOutcome failed(String failure, IngestSummary summary) {
            return new LogOutcome(false, failure, summary);
        }
    }
}
