package dev.wayside.relay.status;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.relay.feed.ContextStatus;
import dev.wayside.relay.history.HistoryStatus;
import dev.wayside.relay.history.ReportStatus;

/** An edge's contexts, as its page shows them. */
final class ContextPage {

    private ContextPage() {}

    static String html(Optional<ContextStatus> contexts) {
        StringBuilder html = new StringBuilder();
        contexts.ifPresent(known -> {
            html.append(history(known.history()));
            known.reports().ifPresent(reports -> html.append(reports(reports)));
            html.append("<table><tr><th>carrier<th>cell<th>RSRP dBm<th>age s</tr>");
            known.signals()
                    .forEach((carrier, signal) -> html.append(String.format(
                            Locale.ROOT,
                            "<tr><td>%s<td>%s<td>%s<td>%.1f</tr>",
                            StatusServer.escape(carrier),
                            StatusServer.escape(signal.cell().orElse("no coverage")),
                            shown(signal.rsrpDbm(), 1),
                            signal.ageMillis() / 1e3)));
            html.append(
                    "</table><table><tr><th>carrier<th>confidence<th>down Mbit/s<th>up Mbit/s<th>RTT ms<th>outage in s"
                            + "<th>age s</tr>");
            known.forecasts()
                    .forEach((carrier, forecast) -> html.append(String.format(
                            Locale.ROOT,
                            "<tr><td>%s<td>%.2f<td>%s<td>%s<td>%s<td>%s<td>%.1f</tr>",
                            StatusServer.escape(carrier),
                            forecast.confidence(),
                            shown(forecast.downlinkBps(), 1e-6),
                            shown(forecast.uplinkBps(), 1e-6),
                            shown(forecast.rttMillis(), 1),
                            shown(forecast.outageInMillis(), 1e-3),
                            forecast.ageMillis() / 1e3)));
            html.append("</table>");
            known.modemProblems()
                    .forEach((carrier, problem) -> html.append("<p>modem of ")
                            .append(StatusServer.escape(carrier))
                            .append(": ")
                            .append(StatusServer.escape(problem)));
        });
        return html.toString();
    }

    private static String reports(ReportStatus reports) {
        return String.format(
                Locale.ROOT,
                "<p>reports: %d rows, %d acknowledged reports, %d failures, %.1f MB waiting, %d rows and %d files lost, %d"
                        + " files refused%s</p>",
                reports.rows(),
                reports.reports(),
                reports.failures(),
                reports.waitingBytes() / 1e6,
                reports.lostRows(),
                reports.lostFiles(),
                reports.refusedFiles(),
                reports.lastFailure()
                        .map(why -> "; " + StatusServer.escape(why))
                        .orElse(""));
    }

    private static String history(Optional<HistoryStatus> history) {
        return history.map(asked -> String.format(
                        Locale.ROOT,
                        "<p>history: %d hits, %d misses, %d failures, last answer %s s ago%s</p>",
                        asked.hits(),
                        asked.misses(),
                        asked.failures(),
                        shown(asked.ageMillis(), 1e-3),
                        asked.lastFailure()
                                .map(why -> String.format(
                                        Locale.ROOT,
                                        "; left alone for %.1f s: %s",
                                        asked.waitsMillis() / 1e3,
                                        StatusServer.escape(why)))
                                .orElse("")))
                .orElse("<p>history: none configured</p>");
    }

    private static String shown(OptionalDouble value, double unit) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble() * unit) : "";
    }
}
