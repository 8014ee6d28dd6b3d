package dev.wayside.kvstore.command;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreLocation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The {@code --store} option of every command that needs one. */
public final class StoreOption {

    @Option(
            names = "--store",
            paramLabel = "STORE",
            defaultValue = "wayside-store",
            converter = LocationConverter.class,
            description = "The history store: a directory, or cassandra://HOST[,HOST...]/KEYSPACE[?dc=NAME&...]"
                    + " (default: ${DEFAULT-VALUE}).")
    private StoreLocation location = StoreLocations.parse("wayside-store");

    /** The location of the store, existing or not. */
    public StoreLocation location() {
        return location;
    }

    /**
     * Opens the store for reading, also while another process writes.
     *
     * @throws HistoryStoreException if it cannot be opened
     */
    public HistoryStore openReadOnly() {
        return location.openReadOnly();
    }

    /**
     * Opens the store for reading and writing.
     *
     * @throws HistoryStoreException if it cannot be opened
     */
    public HistoryStore open() {
        return location.open();
    }

    /** Converter that reports a malformed location as a usage error. */
    static final class LocationConverter implements ITypeConverter<StoreLocation> {

        @Override
        public StoreLocation convert(String text) {
            try {
                return StoreLocations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
