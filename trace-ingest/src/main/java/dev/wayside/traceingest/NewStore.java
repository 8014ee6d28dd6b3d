package dev.wayside.traceingest;

import java.util.function.Function;

import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * A store that does not exist yet. It is created with its first batch: a run that stores nothing leaves none behind.
 */
final class NewStore implements Destination {

    private final StoreSettings settings;
    private final Function<StoreSettings, HistoryStore> create;
    private @Nullable HistoryStore store;

    NewStore(StoreSettings settings, Function<StoreSettings, HistoryStore> create) {
        this.settings = settings;
        this.create = create;
    }

    @Override
    public StoreSettings settings() {
        return settings;
    }

    @Override
    public void write(HistoryBatch batch) {
        store().write(batch);
    }

    @Override
    public synchronized boolean isStored(String fingerprint) {
        return store != null && store.isAcknowledged(fingerprint);
    }

    @Override
    public void acknowledge(String fingerprint) {
        store().acknowledge(fingerprint);
    }

    private synchronized HistoryStore store() {
        if (store == null) {
            store = create.apply(settings);
        }
        return store;
    }

    @Override
    public synchronized void close() {
        if (store != null) {
            store.close();
        }
    }
}
