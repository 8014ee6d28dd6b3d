package dev.wayside.traceingest;

import java.util.function.Consumer;

import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.StoreSettings;

/**
 * A destination without a store.
 *
 * @param settings the settings of the store that it replaces
 * @param writer receives the batches, from several threads
 */
record WithoutStore(StoreSettings settings, Consumer<HistoryBatch> writer) implements Destination {

    @Override
    public void write(HistoryBatch batch) {
        writer.accept(batch);
    }

    @Override
    public boolean isStored(String fingerprint) {
        return false;
    }

    @Override
    public void acknowledge(String fingerprint) {
        // There is no store to remember it.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
