package dev.wayside.traceingest;

import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;

/** The place where an ingestion writes. Thread-safe. */
interface Destination extends AutoCloseable {

    StoreSettings settings();

    void write(HistoryBatch batch);

    /** True if a log with this fingerprint is stored completely. */
    boolean isStored(String fingerprint);

    /** Records that a log is stored completely. */
    void acknowledge(String fingerprint);

    @Override
    void close();

    /** An open store, which is closed with the destination. */
    static Destination of(HistoryStore store) {
        return new Destination() {
            @Override
            public StoreSettings settings() {
                return store.settings();
            }

            @Override
            public void write(HistoryBatch batch) {
                store.write(batch);
            }

            @Override
            public boolean isStored(String fingerprint) {
                return store.isAcknowledged(fingerprint);
            }

            @Override
            public void acknowledge(String fingerprint) {
                store.acknowledge(fingerprint);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}
