package dev.wayside.traceingest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.kvstore.command.StoreGridOptions;
import dev.wayside.kvstore.command.StoreOption;
import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.source.LogSource;
import dev.wayside.traceingest.source.LogSources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wayside ingest}: logs into a history store. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads drive and ride logs into a history store, and creates the store if necessary.",
            "",
            "A second run with the same logs changes nothing and skips stored logs; after a kill a run continues with the"
                    + " remaining logs. A bad row is counted and skipped; an unreadable log fails, and the others are read.",
            ""
        },
        footer = {
            "",
            "Formats (detected from the first line):",
            "  csv        header with time, carrier, cell, rsrp_dbm and any of downlink_bps, uplink_bps,",
            "             rtt_ms, loss, neighbour_rsrp_dbm, lat, lon, speed_mps, event, trace;",
            "             comma, semicolon, tab, bar or blanks",
            "  ndjson     the same names, one JSON object a line, or a list of them",
            "  gnettrack  G-NetTrack Pro, its text log or CSV; data tests next to a log are read with it",
            "  breitbandmessung  coverage log of the German regulator's app; RTT logs (netzlog*) in its folder",
            "             are read with it",
            "  wmnlab     WMN-Lab's per-second metrics; band lock as carrier, place on the line as cell",
            "  cellinfo   Android log with lines of the tag cellinfo; see --carrier-of and --year",
            "  quectel    answers of Quectel modems to AT+QENG=\"servingcell\", a time in front of each",
            "  mapped     any delimited log or JSON, with --mapping; detected from the first line for those listed",
            "             with --list-mappings; 'wayside mapping LOG' writes a first mapping",
            "  time is RFC 3339 or milliseconds since 1970; a row without cell and rsrp_dbm means no coverage;",
            "  event (handover, handover_failure, outage) is the event that ended just before the row.",
            "",
            "Exit codes: 0 every log stored (rejected rows are counted, not fatal), 2 wrong usage, 65 a log could not",
            "be read, or nothing of it could be stored, or --strict refused it, 66 no such file, 74 the store or the",
            "disk failed, 78 the store does not fit the options.",
            "",
            "Examples:",
            "  wayside ingest --store line-store my-line/",
            "  wayside ingest --store cork --zone Europe/Dublin --reject-file rejected.csv logs.zip",
            "  wayside ingest --dry-run --carrier 262-01 today.csv.gz",
            "  wayside ingest --store trams --mapping trams.yaml --zone Europe/Vienna logs/"
        })
public final class IngestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "LOG", description = "Logs, folders of logs, zip archives; .gz as it is.")
    private List<Path> logs = List.of();

    @Mixin
    private StoreOption storeOption = new StoreOption();

    @Mixin
    private LogReadingOptions reading = new LogReadingOptions();

    @Option(names = "--list-mappings", help = true, description = "List the included mappings, and exit.")
    private boolean listMappings;

    @Mixin
    private StoreGridOptions grid = new StoreGridOptions();

    @Mixin
    private HandoverRuleOptions handoverRule = new HandoverRuleOptions();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Logs read in parallel (default: the number of processors).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--again", description = "Read stored logs again.")
    private boolean again;

    @Option(
            names = "--strict",
            description = "Refuse logs with a warning, and write nothing of them; reads every log twice.")
    private boolean strict;

    @Option(names = "--dry-run", description = "Read and count, write nothing.")
    private boolean dryRun;

    @Option(
            names = "--reject-file",
            paramLabel = "FILE",
            description = "Write the place and reason of every rejected row to this CSV file.")
    private @Nullable Path rejectFile;

    @Option(names = "--json", description = "Print a JSON object per stored log, and one for the total.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (listMappings) {
            ColumnMapping.shipped()
                    .forEach(shipped ->
                            spec.commandLine().getOut().printf("%-12s %s%n", shipped.name(), shipped.description()));
            return ExitCode.OK;
        }
        List<LogSource> sources = LogSources.find(logs);
        if (sources.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("no logs in " + logs + "; logs are named .csv, .tsv, .txt, .log, .ndjson"
                            + ", .out or .jsonl, may end in .gz, or lie in a .zip");
            return ExitCode.NO_INPUT;
        }
        requireRejectFileIsNoLog(sources);
        IngestSettings settings = settings();
        long startNanos = System.nanoTime();
        IngestReport report = dryRun ? dryRun(sources, settings) : store(sources, settings);
        print(report, System.nanoTime() - startNanos);
        return report.failures().isEmpty() ? ExitCode.OK : ExitCode.BAD_DATA;
    }

    /** The reject file would overwrite the log before it is read. */
    private void requireRejectFileIsNoLog(List<LogSource> sources) throws IOException {
        for (LogSource source : sources) {
            if (rejectFile != null && Files.exists(rejectFile) && Files.isSameFile(rejectFile, source.file())) {
                throw new ParameterException(
                        spec.commandLine(), "the reject file " + rejectFile + " is one of the logs; name another");
            }
        }
    }

    private IngestReport dryRun(List<LogSource> sources, IngestSettings settings)
            throws IOException, InterruptedException {
        StoreSettings storeSettings = dryRunSettings(sources, settings);
        return run(sources, listener -> Ingestion.dryRun(storeSettings, settings, listener));
    }

    private StoreSettings dryRunSettings(List<LogSource> sources, IngestSettings settings) {
        try (HistoryStore store = storeOption.openReadOnly()) {
            return store.settings();
        } catch (HistoryStoreException e) {
            requireAbsent(e);
            return settingsForNewStore(sources, settings);
        }
    }

    private IngestReport store(List<LogSource> sources, IngestSettings settings)
            throws IOException, InterruptedException {
        try (Destination destination = openOrPlan(sources, settings)) {
            return run(sources, listener -> Ingestion.into(destination, settings, listener));
        }
    }

    private Destination openOrPlan(List<LogSource> sources, IngestSettings settings) {
        HistoryStore store;
        try {
            store = storeOption.open();
        } catch (HistoryStoreException e) {
            requireAbsent(e);
            return new NewStore(settingsForNewStore(sources, settings), storeOption.location()::openOrCreate);
        }
        return Destination.of(requireFitting(store));
    }

    private static void requireAbsent(HistoryStoreException failure) {
        if (failure.reason() != HistoryStoreException.Reason.ABSENT) {
            throw failure;
        }
    }

    /** Returns the store if it has the chosen settings; otherwise closes it. */
    private HistoryStore requireFitting(HistoryStore store) {
        StoreSettings existing = store.settings();
        StoreSettings wanted;
        try {
            wanted = inRange(() -> grid.appliedTo(existing));
        } catch (ParameterException e) {
            store.close();
            throw e;
        }
        if (wanted.equals(existing)) {
            return store;
        }
        store.close();
        return storeOption.location().openOrCreate(wanted);
    }

    private StoreSettings settingsForNewStore(List<LogSource> sources, IngestSettings settings) {
        int detectedMillis = SampleIntervalDetection.intervalMillis(
                sources, settings, intervalMillis -> inRange(() -> grid.forNewStore(intervalMillis)));
        return inRange(() -> grid.forNewStore(detectedMillis));
    }

    /** A value out of its range is a usage error. */
    private <T> T inRange(Supplier<T> choice) {
        try {
            return choice.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private IngestReport run(List<LogSource> sources, Function<IngestListener, Ingestion> job)
            throws IOException, InterruptedException {
        long totalBytes = sources.stream().mapToLong(LogSource::bytes).sum();
        PrintWriter err = spec.commandLine().getErr();
        List<IngestListener> listeners = new ArrayList<>();
        try (RejectFile rejects = rejectFile == null ? null : new RejectFile(rejectFile);
                IngestProgress progress = new IngestProgress(err, totalBytes, Ansi.AUTO.enabled())) {
            listeners.add(progress);
            listeners.add(new RemarkLines(err));
            if (rejects != null) {
                listeners.add(rejects);
            }
            if (json) {
                listeners.add(new JsonLines(spec.commandLine().getOut()));
            }
            return job.apply(new IngestListeners(listeners)).ingest(sources);
        }
    }

    private void print(IngestReport report, long elapsedNanos) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            new JsonLines(out).total(report, elapsedNanos);
        } else {
            new SummaryText(out).print(report, elapsedNanos);
        }
    }

    private IngestSettings settings() throws IOException {
        LogReading asked = reading.reading();
        return inRange(() -> handoverRule.appliedTo(
                new IngestSettings(asked, HandoverRule.DEFAULT, jobs, again, strict, Clock.systemUTC())));
    }
}
