package dev.wayside.relay.reload;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigSource;
import dev.wayside.relay.config.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reloads of a relay's configuration, on request and one at a time, on a thread of their own. Requests that come
 * before a reload has started share it. A reload that fails changes nothing.
 */
public final class Reloads<C> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);

    private final ConfigSource<C> source;
    private final Application<C> application;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "relay-reload");
        made.setDaemon(true);
        return made;
    });
    private @Nullable CompletableFuture<ReloadReport> pending;
    private boolean closed;
    private volatile ReloadStatus status =
            new ReloadStatus(0, 0, System.currentTimeMillis(), Optional.empty(), List.of());

    /** The application of new settings: all of them, or none if it throws. */
    @FunctionalInterface
    public interface Application<C> {

        ReloadReport apply(C next) throws ConfigException, IOException, InterruptedException;
    }

    public Reloads(ConfigSource<C> source, Application<C> application) {
        this.source = source;
        this.application = application;
    }

    /** Requests a reload; the future fails with the reason if the reload fails. */
    public synchronized CompletableFuture<ReloadReport> request() {
        if (closed) {
            LOG.info("not reloaded: the relay is stopping");
            return CompletableFuture.failedFuture(new IllegalStateException("the relay is stopping"));
        }
        if (pending == null) {
            CompletableFuture<ReloadReport> requested = new CompletableFuture<>();
            pending = requested;
            thread.execute(() -> reload(requested));
        }
        return pending;
    }

    public ReloadStatus status() {
        return status;
    }

    private void reload(CompletableFuture<ReloadReport> requested) {
        begin();
        try {
            ReloadReport report = application.apply(source.read());
            succeeded(report);
            requested.complete(report);
        } catch (ConfigException | IOException | RuntimeException e) {
            failed(e);
            requested.completeExceptionally(e);
        } catch (InterruptedException e) {
            requested.completeExceptionally(new IllegalStateException("the relay is stopping", e));
            Thread.currentThread().interrupt();
        }
    }

    /** Starts: a later request may be about a file written since, so it is another reload. */
    private synchronized void begin() {
        pending = null;
    }

    private void succeeded(ReloadReport report) {
        report.applied().forEach(line -> LOG.info("reload: {}", line));
        report.atRestart().forEach(line -> LOG.warn("reload: {}", line));
        if (report.applied().isEmpty()) {
            LOG.info("reload: no setting in force has changed");
        }
        status = new ReloadStatus(
                status.reloads() + 1,
                status.failures(),
                System.currentTimeMillis(),
                Optional.empty(),
                report.atRestart());
    }

    private void failed(Exception failure) {
        String reason = Failure.reason(failure);
        boolean isExpected = failure instanceof ConfigException || failure instanceof IOException;
        LOG.atError()
                .setCause(isExpected ? null : failure)
                .log("reload failed, the settings in force stay: {}", reason);
        status = new ReloadStatus(
                status.reloads(),
                status.failures() + 1,
                status.loadedEpochMillis(),
                Optional.of(reason),
                status.atRestart());
    }

    /** Accepts no more requests; a reload under way completes. */
    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdown();
    }
}
