package dev.wayside.kvstore;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The history: visits, their performance, and handovers, by carrier and cell.
 *
 * <p>An embedded store and a distributed wide-column one (partition = carrier, cell and day) can both keep this
 * contract:
 *
 * <ul>
 *   <li>Writes are idempotent: a second write under the same key replaces the first. No write is atomic across cells:
 *       after a failure any part of the batch may be stored, and writing it again fixes that.
 *   <li>Rows of a {@link #write} that returned survive the death of the process. Rows from before a {@link #sync} or an
 *       {@link #acknowledge} that returned also survive loss of power.
 *   <li>Reads of a cell are streams in the order of their keys. A stream sees at least the writes from before it was
 *       opened, must be closed, and is for one thread.
 * </ul>
 *
 * <p>Thread-safe. Every method may throw {@link HistoryStoreException}, and {@link IllegalStateException} once closed.
 */
public interface HistoryStore extends AutoCloseable {

    /** The settings that were fixed when the store was created. */
    StoreSettings settings();

    /** Writes visits and handovers. */
    void write(HistoryBatch batch);

    /** The carriers that have visits, in order. */
    Stream<String> carriers();

    /**
     * The cells of a carrier that have visits, in order of their ids.
     *
     * @param afterCellId only ids past this one; empty for all
     */
    Stream<CellKey> cells(String carrier, String afterCellId);

    /** The signal of every stored stretch of a visit in one cell, in order of {@link VisitKey}; empty if unknown. */
    Stream<VisitSignal> signals(CellKey cell);

    /** The signal of the visits in one cell that began on one day, in order of {@link VisitKey}. */
    Stream<VisitSignal> signals(CellKey cell, LocalDate day);

    /** The performance stored under each key; keys without any are absent from the answer. */
    Map<VisitKey, PerformanceSeries> performance(Collection<VisitKey> keys);

    /** The handovers out of one cell, in order of time; empty if none. */
    Stream<Handover> handovers(CellKey source);

    /** All handovers, also out of cells whose visits were deleted; in no particular order. Reads the whole table. */
    Stream<Handover> allHandovers();

    /** Deletes the visits that began, and the handovers that happened, on one day of a carrier. */
    void deleteDay(String carrier, LocalDate day);

    /** Statistics of the store. Reads every signal key and header: about a second per ten million windows. */
    StoreStatistics statistics();

    /** Makes all earlier writes durable. */
    void sync();

    /**
     * Checks that the store accepts writes, without writing anything. After a failed write a store may refuse others
     * until there is disk space again. A store that cannot tell does nothing.
     *
     * @throws HistoryStoreException if writes are refused; the message says why
     */
    default void requireWritable() {}

    /**
     * The damage that was found since the store was opened, in words with the place: cells that could not be read,
     * parts of a write-ahead log. Empty if none was found; {@code wayside verify} searches for all.
     */
    default List<String> damage() {
        return List.of();
    }

    /**
     * Records that a source of data (a log file) is stored completely, after making all of it durable.
     *
     * @param sourceFingerprint identifies a version of a source; at most 200 characters
     */
    void acknowledge(String sourceFingerprint);

    /** True if a source was acknowledged and nothing has been deleted since. */
    boolean isAcknowledged(String sourceFingerprint);

    /** The sources that are acknowledged, in no particular order. */
    Stream<String> acknowledgedSources();

    /** The last calibration given to {@link #keepCalibration}; empty if there is none. */
    Optional<byte[]> calibration();

    /**
     * Stores the calibration of predictions that was learned from this history; replaces the previous one. The store
     * does not interpret it.
     */
    void keepCalibration(byte[] calibration);

    /** The names of the kept mappings of logs, in order. */
    List<String> mappings();

    /** The mapping of logs that was last kept under a name; empty if there is none. */
    Optional<byte[]> mapping(String name);

    /**
     * Stores a mapping of logs under a name; replaces the previous one. The store does not interpret it.
     *
     * @param name at most 64 characters
     */
    void keepMapping(String name, byte[] mapping);

    /** Deletes the mapping of logs with a name, if there is one. */
    void deleteMapping(String name);

    /**
     * The trips. Deleting a day deletes no row of an unfinished trip: the visits that it completes later are written. A
     * store that was opened for reading and is of an earlier version has none.
     */
    TripStore trips();

    /**
     * Registers a listener for every change made through this object, until it is closed. A store for several writing
     * processes reports the changes of the others some seconds later; a store for one does not.
     */
    void addListener(HistoryListener listener);

    /** Releases the store. Closing twice does nothing. */
    @Override
    void close();
}
