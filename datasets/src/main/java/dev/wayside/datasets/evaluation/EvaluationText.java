package dev.wayside.datasets.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** A report as tables for a terminal. */
final class EvaluationText {

    private static final String QUANTITY_LINE = "  %-22s %9s %9s %8s %7s %8s %-16s %8s  %s%n";
    private static final String EVENT_LINE = "  %-31s %7s %-14s %9s %9s%n";

    private final EvaluationReport report;
    private final StringBuilder text = new StringBuilder();

    EvaluationText(EvaluationReport report) {
        this.report = report;
    }

    String asTable() {
        print(
                "%d days, each left out in turn; %d rides, %,d moments, one every %d ms%n",
                report.days(), report.rides(), report.moments(), report.intervalMillis());
        report.remarks().forEach(remark -> print("  %s%n", remark));
        report.quantities().forEach(this::quantity);
        report.events().forEach(this::event);
        return text.toString();
    }

    private void quantity(EvaluationReport.QuantityResult result) {
        int rows = result.rules().get(0).rows();
        print(
                "%n%s, %s (%s), %d days, %,d moments%n",
                result.quantity(), result.horizon(), shownUnit(result), result.days(), rows);
        print(
                QUANTITY_LINE,
                "rule",
                "MAE",
                "RMSE",
                "log-RMSE",
                "median",
                "RMSE to",
                "95 % over days",
                "MAE to",
                "within 50/80/95 %");
        print(QUANTITY_LINE, "", "", "", "", "rel.", "mean-5s", "", "mean-5s", "");
        double unit = result.unit().equals("bit/s") ? 1e6 : 1;
        for (QuantityScore score : result.rules()) {
            print(
                    QUANTITY_LINE,
                    score.rule() + (score.answered() < 1 ? " *" : ""),
                    significant(score.mae() / unit),
                    significant(score.rmse() / unit),
                    "%.3f".formatted(score.logRmse()),
                    "%.0f %%".formatted(100 * score.medianRelativeError()),
                    percent(score.rmseChange()),
                    bounds(score),
                    percent(score.maeChange()),
                    coverage(score.coverage()));
        }
        String partly = result.rules().stream()
                .filter(score -> score.answered() < 1)
                .map(score -> "%s %.0f %%".formatted(score.rule(), 100 * score.answered()))
                .collect(Collectors.joining(", "));
        if (!partly.isEmpty()) {
            print("  * has an answer at some moments only, mean-5s is used at the others: %s%n", partly);
        }
        gain(result.historyGain());
        bands(result);
    }

    private void gain(EvaluationReport.HistoryGain gain) {
        Double low = gain.low();
        Double high = gain.high();
        print(
                "  history: %s against %s: RMSE %s%s%n",
                gain.with(),
                gain.without(),
                percent(gain.rmseChange()),
                low == null || high == null ? "" : " (" + percent(low) + " .. " + percent(high) + ")");
    }

    /** Of the rule with the least RMSE. */
    private void bands(EvaluationReport.QuantityResult result) {
        QuantityScore best = result.rules().stream()
                .min((one, other) -> Double.compare(one.rmse(), other.rmse()))
                .orElseThrow();
        print("  %s by confidence: %s%n", best.rule(), line(best.byConfidence()));
        print("  %s by time in the cell: %s%n", best.rule(), line(best.byVisit()));
    }

    private static String line(List<QuantityScore.Band> bands) {
        return bands.stream()
                .map(band -> "%s: %s (%,d)".formatted(band.band(), percent(band.rmseChange()), band.rows()))
                .collect(Collectors.joining("; "));
    }

    private void event(EvaluationReport.EventResult result) {
        EventScore first = result.rules().get(0);
        print(
                "%n%s within %s, %,d moments, %,d with it%n",
                result.event(), result.horizon(), first.rows(), first.events());
        print(EVENT_LINE, "rule", "AUC", "95 % over days", "precision", "Brier");
        for (EventScore score : result.rules()) {
            print(
                    EVENT_LINE,
                    score.rule(),
                    optional("%.3f", score.areaUnderCurve()),
                    score.areaLow() == null ? "" : "%.3f .. %.3f".formatted(score.areaLow(), score.areaHigh()),
                    optional("%.3f", score.averagePrecision()),
                    "%.4f".formatted(score.brier()));
        }
    }

    private static String shownUnit(EvaluationReport.QuantityResult result) {
        return result.unit().equals("bit/s") ? "Mbit/s" : result.unit();
    }

    private static String bounds(QuantityScore score) {
        Double low = score.rmseChangeLow();
        Double high = score.rmseChangeHigh();
        return low == null || high == null ? "" : percent(low) + " .. " + percent(high);
    }

    private static String coverage(QuantityScore.@Nullable Coverage coverage) {
        return coverage == null
                ? ""
                : "%.0f / %.0f / %.0f".formatted(100 * coverage.of50(), 100 * coverage.of80(), 100 * coverage.of95());
    }

    private static String optional(String format, @Nullable Double value) {
        return value == null ? "-" : format.formatted(value);
    }

    private static String percent(double share) {
        return "%+.1f %%".formatted(100 * share);
    }

    private static String significant(double value) {
        return value == 0 ? "0" : "%.4g".formatted(value);
    }

    private void print(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
