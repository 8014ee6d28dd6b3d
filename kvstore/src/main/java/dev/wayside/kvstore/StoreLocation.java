package dev.wayside.kvstore;

/** The location of a history store, existing or not. */
public interface StoreLocation {

    /**
     * Opens the store for reading and writing.
     *
     * @throws HistoryStoreException if it cannot be opened
     */
    HistoryStore open();

    /**
     * Opens the store for reading, also while another process writes. A store of an earlier format stays as it is.
     *
     * @throws HistoryStoreException if it cannot be opened
     */
    HistoryStore openReadOnly();

    /**
     * Opens the store for reading and writing; creates it if it does not exist and needs no further options.
     *
     * @throws HistoryStoreException if it cannot be opened, or has other settings
     */
    HistoryStore openOrCreate(StoreSettings settings);
}
