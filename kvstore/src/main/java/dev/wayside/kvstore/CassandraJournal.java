package dev.wayside.kvstore;

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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was changed lately, and by whom, minute by minute: each process writes what it changed after it took effect, and
 * reads every few seconds what others wrote. A process thus hears of a change at the latest so long after it was made,
 * however many cells it keeps in memory. Clocks may differ by a minute. Thread-safe.
 */
final class CassandraJournal implements AutoCloseable {

    /** A process that could not read for this long has lost track. */
    static final Duration KEPT = Duration.ofHours(1);

    /** How long after a change others hear of it. */
    static final Duration READ_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(CassandraJournal.class);
    private static final long MILLIS_PER_MINUTE = 60_000;
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
    /** Changes that were told, or need not be, by id, and the minute they stand under; for the reader's thread. */
    private final Map<UUID, Long> told = new HashMap<>();

    private long readUpToMinute;
    private boolean failing;
    private @Nullable ScheduledFuture<?> reading;

    /** @param maxWriteTime how long a change may be under way to the journal */
    CassandraJournal(CassandraSession session, ChangeFeed feed, Duration maxWriteTime) {
        this.session = session;
        this.feed = feed;
        this.minutesBack = MINUTES_CLOCKS_DIFFER + 1 + (int) maxWriteTime.toMinutes();
    }

    /** Tells the other processes which cells a batch changed, and waits until it is written. */
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

    /** Tells the other processes of a deletion, and waits until it is written. */
    void writeDeletion(String carrier, LocalDate day) {
        session.execute(
                session.bind(CassandraStatement.WRITE_DELETION, minute(), UUID.randomUUID(), writer, carrier, day));
    }

    /** Begins to tell what others change from now on; doing so again does nothing. */
    synchronized void startReading() {
        if (reading == null) {
            readUpToMinute = minute();
            // What stands there already was changed before.
            changes().forEach(change -> told.put(change.getUuid("id"), readUpToMinute));
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

    /** Failing is not losing: the next reading begins where the last that succeeded ended. */
    private void readOnce() {
        try {
            read();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("what other processes write cannot be followed for now", e);
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
            if (told.put(change.getUuid("id"), now) == null && !writer.equals(change.getUuid("writer"))) {
                tell(change, cells);
            }
        }
        if (!cells.isEmpty()) {
            feed.tellWrittenElsewhere(Set.copyOf(cells));
        }
        readUpToMinute = now;
        told.values().removeIf(minute -> minute < now - minutesBack - MINUTES_CLOCKS_DIFFER);
    }

    private void tell(Row change, Set<CellKey> cells) {
        String carrier = change.getString("carrier");
        LocalDate deletedDay = change.getLocalDate("deleted_day");
        if (deletedDay != null) {
            feed.tellDayDeletedElsewhere(carrier, deletedDay);
        } else {
            change.getList("cells", String.class).forEach(cellId -> cells.add(new CellKey(carrier, cellId)));
        }
    }

    /** Every change that may have come since the last reading, and some more. */
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
