package dev.wayside.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.kvstore.command.StoreOption;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import dev.wayside.matcher.Prediction;
import dev.wayside.traceingest.HandoverRuleOptions;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.LogReadingOptions;
import dev.wayside.traceingest.LogVisits;
import dev.wayside.traceingest.RemarkLines;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wayside query}: asks a store directly, without the service. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks a history store what comes next: for samples given on the command line, or all along a recorded log,"
                    + " next to what was measured.",
            "",
            "A log is asked about as other days would answer: its own day is left out. It is read as by 'wayside ingest':"
                    + " give the same --mapping, --format, --carrier, --carrier-of, --year and thresholds of handovers. Its"
                    + " local times are in the zone of the store. Warnings are on standard error. Works while another"
                    + " process writes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wayside query --store line-store --carrier cmcc --cell 107286274 --rsrp=-90.5,-91,-91.25,...",
            "  wayside query --store line-store --every 10 my-line/2026-01-10/cmcc.csv.gz",
            "  wayside query --store trams --mapping trams.yaml logs/today.csv",
            "  wayside query --store line-store --json today.csv | jq .prediction.confidence"
        })
public final class QueryCommand implements Callable<Integer> {

    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final List<String> OF_SAMPLES = List.of("--cell", "--rsrp");
    private static final List<String> OF_LOGS = List.of(
            "--mapping",
            "--format",
            "--carrier-of",
            "--year",
            "--ordinary-steps",
            "--lost-signal",
            "--max-disconnection",
            "--every",
            "--own-day");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOption storeOption = new StoreOption();

    @Parameters(arity = "0..1", paramLabel = "LOG", description = "A log to ask about, in any format that is ingested.")
    private @Nullable Path log;

    @Mixin
    private LogReadingOptions reading = new LogReadingOptions();

    @Mixin
    private HandoverRuleOptions handoverRule = new HandoverRuleOptions();

    @Option(
            names = "--cell",
            paramLabel = "ID",
            description = "Cell the samples were measured in, of the carrier that --carrier names.")
    private @Nullable String cellId;

    @Option(
            names = "--rsrp",
            paramLabel = "DBM",
            split = ",",
            description = "Samples on the store's grid, dBm, newest last.")
    private double @Nullable [] rsrpDbm;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "Along a log, ask this often within each visit (default: ${DEFAULT-VALUE}).")
    private int intervalSeconds = 5;

    @Option(names = "--own-day", description = "Let a log's own day answer too.")
    private boolean ownDay;

    @Option(names = "--k", description = "How many past visits are looked for (default: ${DEFAULT-VALUE}).")
    private int k = MatchSettings.DEFAULT_K;

    @Option(
            names = "--threshold-db",
            paramLabel = "DB",
            description = "Distance up to which a match counts, RMS per sample (default: ${DEFAULT-VALUE}).")
    private double thresholdDb = MatchSettings.DEFAULT_THRESHOLD_DB;

    @Option(names = "--json", description = "Print a JSON object per answer.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireUsed();
        if (intervalSeconds < 1 || intervalSeconds > SECONDS_PER_DAY) {
            throw usage("--every must lie between 1 and " + SECONDS_PER_DAY + " seconds, not " + intervalSeconds);
        }
        try (HistoryStore store = storeOption.openReadOnly()) {
            StoreSettings settings = store.settings();
            Matcher matcher = new Matcher(store, matchSettings(settings));
            QueryPrinter printer = json
                    ? new JsonQueryPrinter(spec.commandLine().getOut(), settings)
                    : new TextQueryPrinter(spec.commandLine().getOut(), settings);
            if (log != null) {
                askAlong(log, matcher, settings, printer);
            } else {
                printer.print(matcher.predict(givenObservation()));
            }
            printer.end();
        }
        return ExitCode.OK;
    }

    /** An option without effect is a mistake: the question would be another than the one that was meant. */
    private void requireUsed() {
        for (String option : log == null ? OF_LOGS : OF_SAMPLES) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw usage(
                        log == null
                                ? option + " is for a log; name the LOG, or leave the option out"
                                : option + " is for samples on the command line; leave it out, or the LOG");
            }
        }
    }

    private void askAlong(Path recorded, Matcher matcher, StoreSettings settings, QueryPrinter printer)
            throws IOException, InterruptedException {
        LogVisits visits = new LogVisits(
                settings, asLogged(), new RemarkLines(spec.commandLine().getErr()));
        int minSamples = matchSettings(settings).minSamples();
        int everySamples = Math.max(1, intervalSeconds * MILLIS_PER_SECOND / settings.sampleIntervalMillis());
        List<AskedMoment> moments = AskedMoment.of(visits.read(recorded), settings, minSamples, everySamples);
        MatchSettings asked = matchSettings(settings);
        Prediction earlier = null;
        for (AskedMoment moment : moments) {
            earlier = matcher.predict(moment.observation(ownDay), asked, earlier);
            printer.print(moment, earlier);
        }
    }

    private IngestSettings asLogged() throws IOException {
        try {
            return handoverRule.appliedTo(IngestSettings.DEFAULT.withReading(reading.reading()));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private Observation givenObservation() {
        String carrier = reading.carrier();
        if (carrier == null || cellId == null || rsrpDbm == null) {
            throw usage("give a LOG, or all of --carrier, --cell and --rsrp");
        }
        try {
            return new Observation(CellKey.named(carrier, cellId), RsrpSeries.ofDbm(rsrpDbm));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private MatchSettings matchSettings(StoreSettings settings) {
        try {
            return MatchSettings.defaultsFor(settings).withK(k).withThresholdDb(thresholdDb);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
