package dev.wayside.relay.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.wayside.relay.feed.ContextStatus;
import dev.wayside.relay.history.HistoryStatus;
import dev.wayside.relay.history.ReportStatus;

/** An edge's contexts, for the status page. */
final class ContextPage {

    private static final List<String> SIGNAL = List.of("carrier", "cell", "RSRP dBm", "age s");
    private static final List<String> FORECAST =
            List.of("carrier", "confidence", "down Mbit/s", "up Mbit/s", "RTT ms", "outage in s", "age s");

    private ContextPage() {}

    static void add(Html page, ContextStatus contexts) {
        contexts.history()
                .ifPresentOrElse(history -> add(page, history), () -> page.paragraph("history: none configured"));
        contexts.reports().ifPresent(reports -> add(page, reports));
        page.table(
                SIGNAL,
                contexts.signals().entrySet().stream().map(ContextPage::signal).toList());
        page.table(
                FORECAST,
                contexts.forecasts().entrySet().stream()
                        .map(ContextPage::forecast)
                        .toList());
        contexts.modemProblems().forEach((carrier, problem) -> page.paragraph("modem of %s: %s", carrier, problem));
    }

    private static List<String> signal(Map.Entry<String, ContextStatus.Signal> of) {
        ContextStatus.Signal signal = of.getValue();
        return List.of(
                of.getKey(),
                signal.cell().orElse("no coverage"),
                Html.cell(signal.rsrpDbm(), 1),
                Html.cell("%.1f", signal.ageMillis() / 1e3));
    }

    private static List<String> forecast(Map.Entry<String, ContextStatus.Forecast> of) {
        ContextStatus.Forecast forecast = of.getValue();
        return List.of(
                of.getKey(),
                Html.cell("%.2f", forecast.confidence()),
                Html.cell(forecast.downlinkBps(), 1e-6),
                Html.cell(forecast.uplinkBps(), 1e-6),
                Html.cell(forecast.rttMillis(), 1),
                Html.cell(forecast.outageInMillis(), 1e-3),
                Html.cell("%.1f", forecast.ageMillis() / 1e3));
    }

    private static void add(Html page, ReportStatus reports) {
        page.paragraph(
                "reports: %d rows, %d acknowledged reports, %d failures, %.1f MB waiting, %d rows and %d files lost, %d"
                        + " files refused%s",
                reports.rows(),
                reports.reports(),
                reports.failures(),
                reports.waitingBytes() / 1e6,
                reports.lostRows(),
                reports.lostFiles(),
                reports.refusedFiles(),
                reports.lastFailure().map(reason -> "; " + reason).orElse(""));
    }

    private static void add(Html page, HistoryStatus history) {
        Optional<String> pause = history.lastFailure()
                .map(reason -> "; left alone for " + Html.cell("%.1f", history.waitsMillis() / 1e3) + " s: " + reason);
        page.paragraph(
                "history: %d hits, %d misses, %d failures, last answer %s s ago%s",
                history.hits(),
                history.misses(),
                history.failures(),
                Html.cell(history.ageMillis(), 1e-3),
                pause.orElse(""));
    }
}
