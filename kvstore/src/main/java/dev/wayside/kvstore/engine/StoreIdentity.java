package dev.wayside.kvstore.engine;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.StoreSettings;
import org.jspecify.annotations.Nullable;

/** The identity of a store: its format version, in plain digits so that any version can read it, and its settings. */
public final class StoreIdentity {

    /** The format this version writes. It reads every earlier one: 1 has no runs in {@link PerformanceCodec}. */
    public static final int FORMAT_VERSION = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoreIdentity() {}

    public static byte[] formatVersion() {
        return utf8(Integer.toString(FORMAT_VERSION));
    }

    /**
     * Rejects a store that this program cannot read.
     *
     * @return the store's format version
     * @throws HistoryStoreException if the version is missing, unreadable or newer than this program's
     */
    public static int requireReadable(String store, byte @Nullable [] formatVersion) {
        if (formatVersion == null) {
            throw new HistoryStoreException(
                    Reason.CORRUPT, store + " is a RocksDB, but not a Wayside history; name another directory");
        }
        return requireReadable(store, new String(formatVersion, StandardCharsets.UTF_8));
    }

    /**
     * Rejects a store that this program cannot read.
     *
     * @return the store's format version
     * @throws HistoryStoreException if the version is missing, unreadable or newer than this program's
     */
    public static int requireReadable(String store, @Nullable String version) {
        if (version == null || !version.matches("\\d{1,9}")) {
            throw new HistoryStoreException(
                    Reason.CORRUPT, store + " has the unreadable format version '" + version + "'");
        }
        int number = Integer.parseInt(version);
        if (number > FORMAT_VERSION) {
            throw new HistoryStoreException(
                    Reason.NEWER_FORMAT,
                    store + " has format version " + version + ", written by a newer Wayside; this one reads up to "
                            + FORMAT_VERSION + ": upgrade Wayside, or name another store");
        }
        return number;
    }

    /**
     * Rejects differences between a store and the requested settings.
     *
     * @throws HistoryStoreException if there are any
     */
    public static void requireNone(String store, List<String> differences) {
        if (!differences.isEmpty()) {
            throw new HistoryStoreException(
                    Reason.OTHER_SETTINGS,
                    "the store " + store + " was created with other settings: " + String.join("; ", differences)
                            + ". Omit these settings, or name another store");
        }
    }

    public static byte[] encode(StoreSettings settings) {
        return utf8(toJson(settings));
    }

    public static String toJson(StoreSettings settings) {
        Settings stored = new Settings(
                settings.sampleIntervalMillis(),
                settings.windowLength(),
                settings.windowStride(),
                settings.lookAheadMillis(),
                settings.maxGapMillis(),
                settings.zone().getId());
        try {
            return JSON.writeValueAsString(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings are plain values", e);
        }
    }

    public static StoreSettings decode(String store, byte @Nullable [] settings) {
        return ofJson(store, settings == null ? null : new String(settings, StandardCharsets.UTF_8));
    }

    public static StoreSettings ofJson(String store, @Nullable String json) {
        try {
            Settings stored = JSON.readValue(json == null ? "null" : json, Settings.class);
            return new StoreSettings(
                    stored.sampleIntervalMillis(),
                    stored.windowLength(),
                    stored.windowStride(),
                    stored.lookAheadMillis(),
                    stored.maxGapMillis(),
                    ZoneId.of(stored.zone()));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new HistoryStoreException(
                    Reason.CORRUPT, store + " has lost its settings; restore it from a backup", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The stored form of the settings; the names are part of the format. */
    private record Settings(
            int sampleIntervalMillis,
            int windowLength,
            int windowStride,
            int lookAheadMillis,
            int maxGapMillis,
            String zone) {}
}
