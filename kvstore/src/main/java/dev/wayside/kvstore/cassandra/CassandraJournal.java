package dev.wayside.kvstore.cassandra;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.engine.ChangeFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recent changes and their writers, minute by minute. Each process adds its changes after they took effect, and
 * reads the changes of the others every few seconds. The delay does not depend on the number of cells in memory. Clocks
 * may differ by a minute. Thread-safe.
 */
final class CassandraJournal implements AutoCloseable {

    /** Chosen: a process that could not read the journal for this long has lost track. */
    static final Duration KEPT = Duration.ofHours(1);

    /** Chosen: the maximum delay until other processes hear of a change, for one small read per process. */
    static final Duration READ_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(CassandraJournal.class);
    private static final long MILLIS_PER_MINUTE = 60_000;
    /** Chosen: the documentation requires clocks that agree within a minute. */
    private static final int MINUTES_CLOCKS_DIFFER = 1;

    private final CassandraSession session;
    private final ChangeFeed feed;
    private final UUID writer = UUID.randomUUID();
    private final int minutesBack;
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "wayside-journal");
        thread.setDaemon(true);
        return thread;
    });
    /** Changes that were reported, or need not be, by id, with the minute of their row; for the reader's thread. */
    private final Map<UUID, Long> reported = new HashMap<>();

    private long readUpToMinute;
    private boolean failing;
    private @Nullable ScheduledFuture<?> reading;

    /** @param maxWriteTime the maximum time from a change until its row is in the journal */
    CassandraJournal(CassandraSession session, ChangeFeed feed, Duration maxWriteTime) {
        this.session = session;
        this.feed = feed;
        this.minutesBack = MINUTES_CLOCKS_DIFFER + 1 + (int) maxWriteTime.toMinutes();
    }

    /** Records which cells a batch changed, for the other processes, and waits until it is written. */
    void write(HistoryBatch batch) {
        Set<CellKey> cells = batch.visits().stream()
                .map(visit -> visit.signal().key().cell())
                .collect(Collectors.toSet());
        Map<String, List<String>> byCarrier = cells.stream()
                .collect(Collectors.groupingBy(
                        CellKey::carrier, Collectors.mapping(CellKey::cellId, Collectors.toList())));
        CassandraBurst burst = new CassandraBurst(session);
        byCarrier.forEach((carrier, cellIds) -> burst.submit(
                session.bind(CassandraStatement.WRITE_CHANGE, minute(), UUID.randomUUID(), writer, carrier, cellIds)));
        burst.await();
    }

    /** Records a deletion, for the other processes, and waits until it is written. */
    void writeDeletion(String carrier, LocalDate day) {
        session.execute(
                session.bind(CassandraStatement.WRITE_DELETION, minute(), UUID.randomUUID(), writer, carrier, day));
    }

    /** Starts to report the changes of other processes; a second call does nothing. */
    synchronized void startReading() {
        if (reading == null) {
            readUpToMinute = minute();
            // These rows are older than the start.
            changes().forEach(change -> reported.put(change.getUuid("id"), readUpToMinute));
            long everyMillis = READ_EVERY.toMillis();
            reading = reader.scheduleWithFixedDelay(this::readOnce, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
        try {
            reader.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads once. A failure loses nothing: the next read starts where the last successful one ended. */
    private void readOnce() {
        try {
            read();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("cannot follow the changes of other processes for now", e);
            }
            failing = true;
        }
    }

    private void read() {
        long now = minute();
        if (now - readUpToMinute >= KEPT.toMinutes() - minutesBack) {
            feed.tellTrackLost();
            readUpToMinute = now;
        }
        Set<CellKey> cells = new HashSet<>();
        for (Row change : changes()) {
            if (reported.put(change.getUuid("id"), now) == null && !writer.equals(change.getUuid("writer"))) {
                report(change, cells);
            }
        }
        if (!cells.isEmpty()) {
            feed.tellWrittenElsewhere(Set.copyOf(cells));
        }
        readUpToMinute = now;
        reported.values().removeIf(minute -> minute < now - minutesBack - MINUTES_CLOCKS_DIFFER);
    }

    private void report(Row change, Set<CellKey> cells) {
        String carrier = change.getString("carrier");
        LocalDate deletedDay = change.getLocalDate("deleted_day");
        if (deletedDay != null) {
            feed.tellDayDeletedElsewhere(carrier, deletedDay);
        } else {
            change.getList("cells", String.class).forEach(cellId -> cells.add(new CellKey(carrier, cellId)));
        }
    }

    /** All changes since the last read, and some earlier ones. */
    private List<Row> changes() {
        List<CassandraRows> minutes = new ArrayList<>();
        for (long minute = readUpToMinute - minutesBack; minute <= minute() + MINUTES_CLOCKS_DIFFER; minute++) {
            minutes.add(session.rows(session.bind(CassandraStatement.READ_CHANGES, minute)));
        }
        List<Row> changes = new ArrayList<>();
        minutes.forEach(rows -> rows.forEachRemaining(changes::add));
        return changes;
    }

    private static long minute() {
        return Instant.now().toEpochMilli() / MILLIS_PER_MINUTE;
    }
}
