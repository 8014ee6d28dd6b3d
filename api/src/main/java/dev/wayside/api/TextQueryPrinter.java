package dev.wayside.api;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.Forecast;
import dev.wayside.matcher.HandoverRisk;
import dev.wayside.matcher.Match;
import dev.wayside.matcher.OutageRisk;
import dev.wayside.matcher.Prediction;

/** Answers for people: one in full, or a line for each moment of a drive. */
final class TextQueryPrinter implements QueryPrinter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.S");
    private static final String LINE = "%-10s  %-12s  %4s  %4s  %19s  %17s  %13s  %-16s%n";
    private static final double BPS_PER_MBPS = 1e6;
    private static final double PERCENT = 100;

    private final PrintWriter out;
    private final StoreSettings settings;
    private String shownCarrier = "";

    TextQueryPrinter(PrintWriter out, StoreSettings settings) {
        this.out = out;
        this.settings = settings;
    }

    @Override
    public void print(Prediction prediction) {
        out.printf(
                "%s: confidence %.2f (%d of %d matches within the threshold, on %d days; %d samples used%s)%n",
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
        String carrier = prediction.cell().carrier();
        if (!carrier.equals(shownCarrier)) {
            shownCarrier = carrier;
            printHeading(carrier);
        }
        out.printf(
                LINE,
                TIME.format(Instant.ofEpochMilli(moment.epochMillis()).atZone(settings.zone())),
                prediction.cell().cellId(),
                "%.2f".formatted(prediction.confidence()),
                prediction.distinctDays(),
                beside(mean(prediction, Quantity.DOWNLINK_BPS), moment.actualMean(Quantity.DOWNLINK_BPS), BPS_PER_MBPS),
                beside(mean(prediction, Quantity.RTT_MILLIS), moment.actualMean(Quantity.RTT_MILLIS), 1),
                percent(prediction.handover().map(HandoverRisk::share)) + " / "
                        + percent(prediction.outage().map(OutageRisk::share)),
                moment.actualDisruption()
                        .or(moment::actualHandover)
                        .map(TextQueryPrinter::event)
                        .orElse("-"));
    }

    @Override
    public void end() {
        out.flush();
    }

    private void printHeading(String carrier) {
        double lookAheadSeconds = settings.lookAheadMillis() / 1e3;
        out.printf("%n%s: the next %.0f s, predicted -> what came%n", carrier, lookAheadSeconds);
        out.printf(LINE, "time", "cell", "conf", "days", "downlink Mbit/s", "RTT ms", "P(ho)/P(fail)", "what came");
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

    private static OptionalDouble mean(Prediction prediction, Quantity quantity) {
        Forecast forecast = prediction.performance().get(quantity);
        return forecast == null ? OptionalDouble.empty() : OptionalDouble.of(forecast.mean());
    }

    private static String beside(OptionalDouble predicted, OptionalDouble actual, double unit) {
        return number(predicted, unit) + " -> " + number(actual, unit);
    }

    private static String number(OptionalDouble value, double unit) {
        return value.isPresent() ? "%6.1f".formatted(value.getAsDouble() / unit) : "     -";
    }

    private static String percent(Optional<Double> share) {
        return share.map(value -> "%3.0f %%".formatted(value * PERCENT)).orElse("  -");
    }

    private static String event(Handover handover) {
        String kind = handover.kind().name().toLowerCase(java.util.Locale.ROOT);
        return handover.kind().isDisruptive()
                ? "%s %.1f s".formatted(kind, handover.disconnectionMillis() / 1e3)
                : "handover";
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
