package dev.wayside.relay.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import dev.wayside.relay.reload.ReloadStatus;

/** Reloads of the configuration, for the status page. */
final class ReloadPage {

    private ReloadPage() {}

    static String html(ReloadStatus reloads) {
        StringBuilder html = new StringBuilder(String.format(
                Locale.ROOT,
                "<p>configuration read %s; %d reloads, %d failed reloads</p>",
                Instant.ofEpochMilli(reloads.loadedEpochMillis()).truncatedTo(ChronoUnit.SECONDS),
                reloads.reloads(),
                reloads.failures()));
        reloads.lastFailure()
                .ifPresent(reason -> html.append("<p><b>the last reload failed: ")
                        .append(StatusServer.escape(reason))
                        .append("</b></p>"));
        reloads.atRestart()
                .forEach(line ->
                        html.append("<p>").append(StatusServer.escape(line)).append("</p>"));
        return html.toString();
    }
}
