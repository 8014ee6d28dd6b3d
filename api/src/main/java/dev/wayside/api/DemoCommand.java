package dev.wayside.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.http.WaysideService;
import dev.wayside.datasets.line.LineGenerator;
import dev.wayside.datasets.line.LineSettings;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestReport;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.Ingestion;
import dev.wayside.traceingest.LogVisits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wayside demo}: a whole round, from a line that is made up to a prediction held against what came. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Generates a synthetic high-speed line of three carriers, ingests five days of it, serves the history on"
                    + " loopback, and asks it about a sixth day that it has not seen.",
            "",
            "Moments are taken at even distances along the sixth day, without any selection.",
            "",
            "On a terminal it then serves the dashboard until Ctrl-C; elsewhere it ends."
        })
public final class DemoCommand implements Callable<Integer> {

    /** Chosen: five days and 60 km are enough to see matches, and quick to make. */
    private static final int DAYS = 5;

    private static final int LENGTH_KM = 60;
    private static final int TUNNELS = 4;
    private static final int MOMENTS_PER_CARRIER = 5;
    private static final StoreSettings STORE_SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneId.of("UTC"));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Directory of the line and the store (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("wayside-demo");

    @Option(
            names = "--serve",
            negatable = true,
            description = "Keep serving the dashboard at the end (default: on a terminal only).")
    private @Nullable Boolean serve;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LineSettings line = LineSettings.defaults().withLength(LENGTH_KM, TUNNELS);
        LocalDate sixthDay = line.firstDay().plusDays(DAYS);
        Path storeDirectory = directory.resolve("store");
        say("1. generating %d days of a %d km line, and a sixth to be asked about".formatted(DAYS, LENGTH_KM));
        generate(line.withDays(line.firstDay(), DAYS), directory.resolve("line"));
        generate(line.withDays(sixthDay, 1), directory.resolve("sixth-day"));
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(storeDirectory, STORE_SETTINGS)) {
            say("2. ingesting the five days into " + storeDirectory);
            ingest(store);
            try (WaysideService service = WaysideService.start(store, "127.0.0.1", 0)) {
                say("3. serving it on http://127.0.0.1:" + service.port() + " and asking about " + sixthDay);
                ask(
                        new PredictionCaller(service.port()),
                        directory.resolve("sixth-day").resolve(sixthDay.toString()));
                sayHowToGoOn(storeDirectory, directory.resolve("sixth-day").resolve(sixthDay.toString()));
                if (serve == null ? Terminal.isThere() : serve) {
                    UntilStopped.serve(store, service, () -> sayWhereTheDashboardIs(service));
                }
            }
        }
        return ExitCode.OK;
    }

    private static void generate(LineSettings settings, Path into) throws IOException {
        new LineGenerator(settings).write(into, file -> {});
    }

    private void ingest(HistoryStore store) throws IOException, InterruptedException {
        IngestReport report = Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                .run(List.of(directory.resolve("line")));
        if (!report.failures().isEmpty()) {
            throw new IOException(String.join("; ", report.failures()));
        }
        StoreStatistics statistics = store.statistics();
        say("   %,d windows of %s"
                .formatted(
                        statistics.windows(),
                        statistics.carriers().stream()
                                .map(carrier -> "%s (%,d cells)".formatted(carrier.carrier(), carrier.cells()))
                                .collect(Collectors.joining(", "))));
    }

    private void ask(PredictionCaller service, Path day) throws IOException, InterruptedException {
        List<Visit> visits = new LogVisits(STORE_SETTINGS, IngestSettings.DEFAULT).read(day);
        ComparisonTable table = new ComparisonTable(out(), STORE_SETTINGS);
        for (AskedMoment moment : spreadEvenly(visits)) {
            JsonNode prediction = service.ask(moment.observation(true));
            table.print(moment, prediction);
        }
        out().flush();
    }

    /** For each carrier, moments at even distances among all that have a whole window behind them. */
    private static List<AskedMoment> spreadEvenly(List<Visit> visits) {
        List<AskedMoment> spread = new ArrayList<>();
        visits.stream()
                .collect(Collectors.groupingBy(
                        visit -> visit.signal().key().cell().carrier(), TreeMap::new, Collectors.toList()))
                .forEach((carrier, ofCarrier) -> {
                    List<AskedMoment> all = AskedMoment.of(ofCarrier, STORE_SETTINGS, STORE_SETTINGS.windowLength(), 1);
                    for (int i = 0; i < MOMENTS_PER_CARRIER && !all.isEmpty(); i++) {
                        spread.add(all.get((2 * i + 1) * all.size() / (2 * MOMENTS_PER_CARRIER)));
                    }
                });
        return spread;
    }

    private void sayHowToGoOn(Path storeDirectory, Path day) {
        say("");
        say("conf: how many of the 10 nearest past visits asked for are near enough (N_l/K); one train a day for five");
        say(
                "days cannot pass 0.50. P(ho/fail): share of the matches that were followed within 5 s by a handover, and by");
        say("a failed one or an outage. Go on with:");
        say("  ./wayside query --store %s %s/cmcc.csv.gz    all along the sixth day".formatted(storeDirectory, day));
        say("  ./wayside serve --store %s                   the dashboard, on http://127.0.0.1:8080/"
                .formatted(storeDirectory));
        say("  ./wayside ingest --help                      your own logs");
    }

    private void sayWhereTheDashboardIs(WaysideService service) {
        say("");
        say(
                "The dashboard is on http://127.0.0.1:%d/ until you press Ctrl-C. Its Live page plays cmcc.csv.gz of the sixth day."
                        .formatted(service.port()));
    }

    private void say(String line) {
        out().println(line);
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
