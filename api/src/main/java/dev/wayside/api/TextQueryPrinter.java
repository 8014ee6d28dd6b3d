package dev.wayside.api;

import java.io.PrintWriter;
import java.util.OptionalDouble;

import dev.wayside.api.http.predict.PredictionJson;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.Match;
import dev.wayside.matcher.Prediction;

/** Answers for people: one in full, or a line for each moment of a drive. */
final class TextQueryPrinter implements QueryPrinter {

    private static final double BPS_PER_MBPS = 1e6;
    private static final double PERCENT = 100;

    private final PrintWriter out;
    private final StoreSettings settings;
    private final ComparisonTable comparison;

    TextQueryPrinter(PrintWriter out, StoreSettings settings) {
        this.out = out;
        this.settings = settings;
        this.comparison = new ComparisonTable(out, settings);
    }

    @Override
    public void print(Prediction prediction) {
        out.printf(
                "%s: confidence %.2f (%d of the %d nearest visits asked for are near enough; %d days, %d samples used%s)%n",
                prediction.cell(),
                prediction.confidence(),
                prediction.matchesUnderThreshold(),
                prediction.k(),
                prediction.distinctDays(),
                prediction.samplesUsed(),
                prediction.shortWindow() ? ", a short window" : "");
        prediction.emptyReason().ifPresent(reason -> out.printf("no prediction: %s%n", reason.sentence()));
        if (!prediction.matches().isEmpty()) {
            printForecasts(prediction);
            printRisks(prediction);
            printMatches(prediction);
        }
    }

    @Override
    public void print(AskedMoment moment, Prediction prediction) {
        comparison.print(moment, PredictionJson.of(prediction, settings.lookAheadMillis()));
    }

    @Override
    public void end() {
        out.flush();
    }

    private void printForecasts(Prediction prediction) {
        out.printf("the next %.0f s:%n", settings.lookAheadMillis() / 1e3);
        out.printf("  %-14s %12s %12s %12s %12s %8s%n", "", "mean", "10 %", "50 %", "90 %", "matches");
        prediction.performance().forEach((quantity, forecast) -> {
            double unit = unit(quantity);
            out.printf(
                    "  %-14s %12.3g %12.3g %12.3g %12.3g %8d%n",
                    title(quantity),
                    forecast.mean() / unit,
                    forecast.p10() / unit,
                    forecast.p50() / unit,
                    forecast.p90() / unit,
                    forecast.matches());
        });
    }

    private void printRisks(Prediction prediction) {
        prediction
                .handover()
                .ifPresent(risk -> out.printf(
                        "  handover       %.0f %% of matches (%.0f %% of the cell's history)%s%s%n",
                        risk.share() * PERCENT,
                        risk.historyShare() * PERCENT,
                        inTime(risk.medianTimeToEventMillis()),
                        risk.likeliestTargetCellId()
                                .map(target -> ", to " + target)
                                .orElse("")));
        prediction
                .outage()
                .ifPresent(risk -> out.printf(
                        "  failure/outage %.0f %% of matches (%.0f %% of the cell's history)%s%s%n",
                        risk.share() * PERCENT,
                        risk.historyShare() * PERCENT,
                        inTime(risk.medianTimeToEventMillis()),
                        risk.expectedDisconnectionMillis().isPresent()
                                ? ", for %.1f s"
                                        .formatted(risk.expectedDisconnectionMillis()
                                                        .getAsDouble()
                                                / 1e3)
                                : ""));
    }

    private void printMatches(Prediction prediction) {
        out.printf("nearest visits:%n  %-12s %-30s %10s %8s%n", "day", "window", "RMS dB", "weight");
        for (Match match : prediction.matches()) {
            out.printf("  %-12s %-30s %10.2f %8.2f%n", match.day(), match.window(), match.rmsDb(), match.weight());
        }
    }

    private static String inTime(OptionalDouble millis) {
        return millis.isPresent() ? ", in %.1f s".formatted(millis.getAsDouble() / 1e3) : "";
    }

    private static String title(Quantity quantity) {
        return switch (quantity) {
            case DOWNLINK_BPS -> "downlink Mbit/s";
            case UPLINK_BPS -> "uplink Mbit/s";
            case RTT_MILLIS -> "RTT ms";
            case LOSS -> "loss ratio";
            default -> quantity.name();
        };
    }

    private static double unit(Quantity quantity) {
        return quantity == Quantity.DOWNLINK_BPS || quantity == Quantity.UPLINK_BPS ? BPS_PER_MBPS : 1;
    }
}
