package dev.wayside.relay.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import dev.wayside.relay.config.HistoryConfig;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.history.ReportStatus;
import dev.wayside.relay.history.TripLog;

/** The edge's own trip, written to one spool and reported to the history. */
final class TripReports implements AutoCloseable {

    private final Path spool;
    private final HistoryReporter reporter;
    private Runnable end = () -> {};

    private TripReports(Path spool, HistoryReporter reporter) {
        this.spool = spool;
        this.reporter = reporter;
    }

    /** @throws IOException if the spool cannot be used */
    static Optional<TripReports> of(Optional<HistoryConfig> history) throws IOException {
        Optional<HistoryConfig.Report> report = history.flatMap(HistoryConfig::report);
        return report.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TripReports(place(report.get()), new HistoryReporter(history.orElseThrow(), report.get())));
    }

    private static Path place(HistoryConfig.Report report) {
        return report.spool().toAbsolutePath().normalize();
    }

    /** Starts to record, on the loop. */
    void start(ContextRegistry registry, long nowNanos) {
        end = TripLog.listen(registry, reporter, Instant.now().toEpochMilli(), nowNanos);
    }

    /** True if these settings need no other spool. */
    boolean canContinue(Optional<HistoryConfig> next) {
        return next.flatMap(HistoryConfig::report)
                .filter(report -> place(report).equals(spool))
                .isPresent();
    }

    void use(HistoryConfig history) {
        history.report().ifPresent(report -> reporter.use(history, report));
    }

    ReportStatus status() {
        return reporter.status();
    }

    /** Ends the recording, on the loop. */
    void stop() {
        end.run();
    }

    /** Waits until the last rows are on disk. */
    @Override
    public void close() {
        reporter.close();
    }
}
