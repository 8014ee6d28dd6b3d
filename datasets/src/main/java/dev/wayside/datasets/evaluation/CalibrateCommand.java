package dev.wayside.datasets.evaluation;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.wayside.datasets.estimate.Calibration;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.command.ExitCode;
import dev.wayside.kvstore.command.StoreOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wayside calibrate}: learns from a store how far its predictions can be trusted, and keeps it there. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Leaves out each day of a store in turn, finds the rule of fusion that did best on the days left out, learns"
                    + " it from all days, and keeps it in the store with the width of its intervals. The service uses it"
                    + " for its estimates.",
            "",
            "Run it after ingest: it does nothing while the store has not grown. It writes to the store, so stop a"
                    + " service that holds it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wayside calibrate --store line-store --visit-time 2",
            "",
            "Exit codes: 0 ok, 2 wrong option, 65 nothing to learn from, 66 no store, 74 it could not be written."
        })
public final class CalibrateCommand implements Callable<Integer> {

    /** Chosen: the default of wayside evaluate. */
    private static final int INTERVAL_MILLIS = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOption storeOption = new StoreOption();

    @Mixin
    private VisitTimeOption visitTime = new VisitTimeOption();

    @Option(
            names = "--carrier",
            paramLabel = "CARRIER",
            description = "Learn from this carrier only; repeat it for several (default: all).")
    private List<String> carriers = new ArrayList<>();

    @Option(names = "--again", description = "Learn again although the store has not grown.")
    private boolean again;

    /** Learns, keeps and prints. */
    @Override
    public Integer call() {
        double dbPerSecond = visitTime.dbPerSecond(spec.commandLine());
        PrintWriter out = spec.commandLine().getOut();
        try (HistoryStore store = storeOption.open();
                EvaluationProgress progress = new EvaluationProgress(Ansi.AUTO.enabled())) {
            EvaluationSettings settings = new EvaluationSettings(INTERVAL_MILLIS, carriers, dbPerSecond);
            long samples = store.statistics().samples();
            // What cannot be read is learned again, too.
            Optional<Calibration> known = again ? Optional.empty() : Calibration.in(store);
            if (known.isPresent() && known.get().isOf(samples, dbPerSecond, carriers)) {
                out.println("up to date: the store has not grown since it was calibrated; --again learns again");
                return ExitCode.OK;
            }
            Calibration learned = new Calibrator(store, settings, progress).learn(samples);
            learned.keepIn(store);
            progress.close();
            print(learned, out);
            return ExitCode.OK;
        } catch (NothingToEvaluateException e) {
            spec.commandLine().getErr().println("wayside calibrate: " + e.getMessage());
            return ExitCode.BAD_DATA;
        } finally {
            out.flush();
        }
    }

    private static void print(Calibration learned, PrintWriter out) {
        out.printf(Locale.ROOT, "learned from %d days, each left out in turn%n", learned.days());
        for (Calibration.QuantityCalibration quantity : learned.quantities()) {
            out.printf(
                    Locale.ROOT,
                    "  %-13s %4.0f s  %-20s error %+.1f %% against the mean of 5 s%n",
                    quantity.quantity(),
                    quantity.horizonMillis() / 1e3,
                    quantity.rule().recipe(),
                    100 * QuantityEvaluation.change(quantity.error(), quantity.errorOfMean5s()));
        }
        for (Calibration.EventCalibration event : learned.events()) {
            out.printf(
                    Locale.ROOT,
                    "  %-18s within %4.0f s  follows %.2f %% of all moments%n",
                    event.event(),
                    event.horizonMillis() / 1e3,
                    100 * event.share());
        }
    }
}
