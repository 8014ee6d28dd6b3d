package dev.wayside.datasets.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.kvstore.command.StoreOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wayside evaluate}: what predictions are worth on days the history has not seen. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Leaves out each day of a store in turn, asks about it what the other days know, and scores every rule of"
                    + " prediction against what came.",
            "",
            "Rules that learn do so from the other days only. Throughput, RTT, loss, handovers, and failures or"
                    + " outages, as far as the store has them. Works while another process writes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wayside evaluate --store line-store",
            "  wayside evaluate --store line-store --visit-time 2 --json line.json --html line.html",
            "  wayside evaluate --store trains --carrier 262-01 --carrier 262-02",
            "",
            "Exit codes: 0 ok, 2 wrong option, 65 nothing to leave out or to score, 66 no store, 74 a file could not be"
                    + " written."
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final int MILLIS_PER_SECOND = 1_000;
    /** Chosen: an hour. */
    private static final int MAX_INTERVAL_SECONDS = 3_600;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOption storeOption = new StoreOption();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "Interval between moments along each ride; every sample if they are further apart (default:"
                    + " ${DEFAULT-VALUE}).")
    private double intervalSeconds = 1;

    @Option(
            names = "--carrier",
            paramLabel = "CARRIER",
            description = "Only this carrier; repeat it for several (default: all).")
    private List<String> carriers = new ArrayList<>();

    @Mixin
    private VisitTimeOption visitTime = new VisitTimeOption();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = {
                "Write all figures as JSON.",
                "While it runs, scores are kept in FILE.part: run it again to continue."
            })
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots; it needs no network.")
    private @Nullable Path html;

    /** Scores, writes and prints. */
    @Override
    public Integer call() throws IOException {
        if (!(intervalSeconds > 0 && intervalSeconds <= MAX_INTERVAL_SECONDS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--every must lie above 0 and up to " + MAX_INTERVAL_SECONDS + " seconds, not " + intervalSeconds);
        }
        double visitTimeDbPerSecond = visitTime.dbPerSecond(spec.commandLine());
        requireFolder(json);
        requireFolder(html);
        try (HistoryStore store = storeOption.openReadOnly();
                EvaluationProgress progress = new EvaluationProgress(Ansi.AUTO.enabled())) {
            EvaluationSettings settings = new EvaluationSettings(
                    (int) Math.round(intervalSeconds * MILLIS_PER_SECOND), carriers, visitTimeDbPerSecond);
            ScoredTargets scored = scoredBefore(store, settings);
            EvaluationReport report = new Evaluation(store, settings, scored, progress).run();
            progress.close();
            spec.commandLine().getOut().print(new EvaluationText(report).asTable());
            spec.commandLine().getOut().flush();
            write(report);
            scored.forget();
            return ExitCode.OK;
        } catch (NothingToEvaluateException e) {
            spec.commandLine().getErr().println("wayside evaluate: " + e.getMessage());
            return ExitCode.BAD_DATA;
        }
    }

    /** Said before the work, not after it. */
    private void requireFolder(@Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new ParameterException(
                    spec.commandLine(), file + " cannot be written; name a file in a folder that is there");
        }
    }

    private ScoredTargets scoredBefore(HistoryStore store, EvaluationSettings settings) throws IOException {
        if (json == null) {
            return ScoredTargets.forgetful();
        }
        ScoredTargets scored = ScoredTargets.in(
                json.resolveSibling(json.getFileName() + ".part"),
                store.statistics().carriers() + " " + store.settings() + " " + settings);
        if (scored.size() > 0) {
            spec.commandLine().getErr().printf("going on: %d targets were scored before%n", scored.size());
        }
        return scored;
    }

    private void write(EvaluationReport report) throws IOException {
        if (json != null) {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            Files.writeString(json, mapper.writeValueAsString(report) + System.lineSeparator());
        }
        if (html != null) {
            Files.writeString(html, EvaluationPage.of(report));
        }
    }
}
