package dev.wayside.kvstore.engine;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;

/** The order of a store's changes, and its listeners. Writes run concurrently, a deletion alone. Thread-safe. */
public final class ChangeFeed {

    private final List<HistoryListener> listeners = new CopyOnWriteArrayList<>();
    /** Lock around a change and its notification: shared by writes, exclusive for a deletion. */
    private final ReadWriteLock changes = new ReentrantReadWriteLock();

    public void add(HistoryListener listener) {
        listeners.add(listener);
    }

    public void write(HistoryBatch batch, Runnable write) {
        under(changes.readLock(), () -> {
            write.run();
            listeners.forEach(listener -> listener.written(batch));
        });
    }

    public void deleteDay(String carrier, LocalDate day, Runnable deletion) {
        under(changes.writeLock(), () -> {
            deletion.run();
            listeners.forEach(listener -> listener.dayDeleted(carrier, day));
        });
    }

    public void tellWrittenElsewhere(Set<CellKey> cells) {
        under(changes.readLock(), () -> listeners.forEach(listener -> listener.writtenElsewhere(cells)));
    }

    public void tellDayDeletedElsewhere(String carrier, LocalDate day) {
        under(changes.writeLock(), () -> listeners.forEach(listener -> listener.dayDeleted(carrier, day)));
    }

    public void tellTrackLost() {
        under(changes.writeLock(), () -> listeners.forEach(HistoryListener::trackLost));
    }

    private static void under(Lock lock, Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
