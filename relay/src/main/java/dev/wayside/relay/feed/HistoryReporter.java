package dev.wayside.relay.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.wayside.client.OpenTrip;
import dev.wayside.client.WaysideClient;
import dev.wayside.client.WaysideException;
import dev.wayside.relay.config.HistoryConfig;
import dev.wayside.relay.history.Backoff;
import dev.wayside.relay.history.ReportStatus;
import dev.wayside.relay.history.TripLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of trips to the history, on a thread of their own. Rows go to a {@link TripSpool} once a second, and from
 * there to a trip of the history for each file and carrier: each row once.
 *
 * <p>Rows of a carrier's present cell are held back until the vehicle has left it, except the first, with which the
 * visit before is complete: otherwise the history would find the vehicle itself. That is why carriers have trips of
 * their own.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A round catches what it throws.
final class HistoryReporter implements TripLog.Rows, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryReporter.class);
    /** Chosen: 8 MB take 21 s over an uplink of 3 Mbit/s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /**
     * Chosen: past the look-ahead of a store, 5 s unless set otherwise, and far below the 4,096 samples after which a
     * visit that goes on becomes history.
     */
    private static final long LEAD_MILLIS = 20_000;

    private static final int TOO_MANY = 429;
    private static final int TIMED_OUT = 408;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    /** A service that knows no trips, because it is of an earlier version. */
    private static final int NOT_FOUND = 404;

    private static final int SERVER_FAULT = 500;
    /** Chosen: writing a second of rows takes milliseconds; a stop must not wait for the network. */
    private static final int CLOSE_SECONDS = 3;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "relay-report");
        made.setDaemon(true);
        return made;
    });
    private final TripSpool spool;
    private WaysideClient client;
    private Future<?> rounds;
    private Backoff backoff;
    private final Map<String, Long> visits = new ConcurrentHashMap<>();
    private volatile ReportStatus status = new ReportStatus(0, 0, 0, 0, 0, 0, 0, Optional.empty());
    private long reports;
    private long failures;
    private String lastFailure = "";

    /** @throws IOException if the spool cannot be used */
    HistoryReporter(HistoryConfig history, HistoryConfig.Report config) throws IOException {
        spool = TripSpool.open(config.spool(), config.maxBytes());
        client = new WaysideClient(history.url(), history.token(), TIMEOUT);
        backoff = backoff(config);
        thread.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
        rounds = rounds(config);
    }

    private Future<?> rounds(HistoryConfig.Report config) {
        return thread.scheduleWithFixedDelay(
                this::report, config.reportIntervalSeconds(), config.reportIntervalSeconds(), TimeUnit.SECONDS);
    }

    /** After a failure: at least one round is left out, at most sixteen (chosen). */
    private static Backoff backoff(HistoryConfig.Report config) {
        return new Backoff(
                1.5e3 * config.reportIntervalSeconds(), 16.5e3 * config.reportIntervalSeconds(), System.nanoTime());
    }

    /** Uses other settings from now on; the spool stays. */
    void use(HistoryConfig history, HistoryConfig.Report config) {
        thread.execute(() -> {
            rounds.cancel(false);
            client = new WaysideClient(history.url(), history.token(), TIMEOUT);
            spool.limit(config.maxBytes());
            backoff = backoff(config);
            rounds = rounds(config);
        });
    }

    @Override
    public void row(String line) {
        spool.offer(line);
    }

    @Override
    public void visitBegins(String carrier, long epochMillis) {
        visits.put(carrier, epochMillis);
    }

    ReportStatus status() {
        return status;
    }

    private void write() {
        try {
            spool.write(System.currentTimeMillis());
        } catch (IOException | RuntimeException e) {
            failed("cannot write " + spool.folder() + ": " + e.getMessage());
        }
        updateStatus();
    }

    /** Sends a report, unless the round is left out after failures. */
    private void report() {
        if (!backoff.isOver(System.nanoTime())) {
            return;
        }
        try {
            for (Path file : spool.closed()) {
                send(file);
            }
            if (spool.current().isPresent()) {
                sendPast(spool.current().get());
            }
            backoff.succeeded();
            lastFailure = "";
        } catch (IOException | RuntimeException e) {
            backoff.failed(System.nanoTime());
            failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        updateStatus();
    }

    private void send(Path file) throws IOException, InterruptedException {
        try {
            for (Map.Entry<String, List<String>> carrier : spool.byCarrier(file).entrySet()) {
                append(file, carrier.getKey(), carrier.getValue()).close();
            }
            spool.delete(file);
        } catch (WaysideException e) {
            if (mayAcceptLater(e.status())) {
                throw e;
            }
            failed(file + " is not accepted: " + e.getMessage());
            spool.refuse(file);
        }
    }

    private static boolean mayAcceptLater(int status) {
        return status >= SERVER_FAULT
                || status == TOO_MANY
                || status == TIMED_OUT
                || status == UNAUTHORIZED
                || status == FORBIDDEN
                || status == NOT_FOUND;
    }

    private void sendPast(Path file) throws IOException, InterruptedException {
        for (Map.Entry<String, List<String>> carrier : spool.byCarrier(file).entrySet()) {
            long visitStart = visits.getOrDefault(carrier.getKey(), Long.MAX_VALUE - LEAD_MILLIS);
            if (!TripSpool.before(visitStart, carrier.getValue()).isEmpty()) {
                append(file, carrier.getKey(), TripSpool.before(visitStart + LEAD_MILLIS, carrier.getValue()));
            }
        }
    }

    /**
     * Adds the rows that the history lacks. A trip that the history closed, after a long silence, is continued by
     * another, whose id follows from the same rows again after a restart.
     */
    private OpenTrip append(Path file, String carrier, List<String> rows) throws IOException, InterruptedException {
        int before = 0;
        for (int part = 0; ; part++) {
            OpenTrip trip = client.openTrip(spool.device(), Optional.of(id(file, carrier, part)), TripLog.HEADER);
            int there = Math.min(before + trip.rows(), rows.size());
            if (trip.isOpen() || there == rows.size()) {
                List<String> missing = rows.subList(there, rows.size());
                trip.append(missing);
                reports += missing.isEmpty() ? 0 : 1;
                return trip;
            }
            before = there;
        }
    }

    /** Carriers have names with any characters. */
    private String id(Path file, String carrier, int part) throws IOException {
        String name = spool.device() + '/' + file.getFileName() + '/' + carrier + '/' + part;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void failed(String why) {
        failures++;
        if (!why.equals(lastFailure)) {
            LOG.warn("report to the history: {}", why);
        }
        lastFailure = why;
    }

    private void updateStatus() {
        status = new ReportStatus(
                spool.rows(),
                spool.lostRows(),
                reports,
                failures,
                spool.waitingBytes(),
                spool.lostFiles(),
                spool.refusedFiles(),
                Optional.of(lastFailure).filter(why -> !why.isEmpty()));
    }

    /** Closes the spool; rows that were not sent are sent after the next start. */
    @Override
    public void close() {
        thread.execute(this::write);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
                thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        spool.close();
    }
}
