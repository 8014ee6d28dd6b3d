package dev.wayside.relay.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import dev.wayside.relay.reload.ReloadStatus;

/** Reloads of the configuration, for the status page. */
final class ReloadPage {

    private ReloadPage() {}

    static void add(Html page, ReloadStatus reloads) {
        page.paragraph(
                "configuration read %s; %d reloads, %d failed reloads",
                Instant.ofEpochMilli(reloads.loadedEpochMillis()).truncatedTo(ChronoUnit.SECONDS),
                reloads.reloads(),
                reloads.failures());
        reloads.lastFailure().ifPresent(reason -> page.warning("the last reload failed: " + reason));
        reloads.atRestart().forEach(line -> page.paragraph("%s", line));
    }
}
