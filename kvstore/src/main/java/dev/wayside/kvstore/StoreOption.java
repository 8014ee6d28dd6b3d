package dev.wayside.kvstore;

import java.nio.file.Path;

import picocli.CommandLine.Option;

/** The {@code --store} option of every command that needs one. */
public final class StoreOption {

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "wayside-store",
            description = "Directory of the history store (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("wayside-store");

    /** Where the store is, or will be. */
    public Path directory() {
        return directory;
    }

    /**
     * Opens the store for reading, also while another process writes.
     *
     * @throws HistoryStoreException if it cannot be opened
     */
    public HistoryStore openReadOnly() {
        return RocksDbHistoryStore.openReadOnly(directory);
    }

    /**
     * Opens the store for reading and writing.
     *
     * @throws HistoryStoreException if it cannot be opened
     */
    public HistoryStore open() {
        return RocksDbHistoryStore.open(directory);
    }
}
