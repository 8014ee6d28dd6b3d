package dev.wayside.kvstore;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The history: visits, their performance, and handovers, by carrier and cell.
 *
 * <p>Made so that an embedded store and a distributed wide-column one (partition = carrier, cell and day) can both keep
 * its promises:
 *
 * <ul>
 *   <li>Writes are idempotent: what is written again under the same key replaces itself. Nothing spans cells: after a
 *       failed write any part of the batch may be there, and writing it again mends that.
 *   <li>What a {@link #write} that returned has written survives the death of the process. What came before a
 *       {@link #sync} or an {@link #acknowledge} that returned also survives loss of power.
 *   <li>Reads of a cell are streams in the order of their keys. A stream sees at least what was written before it was
 *       opened, must be closed, and is for one thread.
 * </ul>
 *
 * <p>Thread-safe. Every method may throw {@link HistoryStoreException}, and {@link IllegalStateException} once closed.
 */
public interface HistoryStore extends AutoCloseable {

    /** What was fixed when the store was created. */
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

    /** The performance stored under each key; keys that have none are absent from the answer. */
    Map<VisitKey, PerformanceSeries> performance(Collection<VisitKey> keys);

    /** The handovers out of one cell, in order of time; empty if none. */
    Stream<Handover> handovers(CellKey source);

    /** All handovers, also out of cells whose visits are gone; in no particular order. Reads the whole table. */
    Stream<Handover> allHandovers();

    /** Deletes the visits that began, and the handovers that happened, on one day of a carrier. */
    void deleteDay(String carrier, LocalDate day);

    /** Counts what is there. Reads every signal key and header: about a second per ten million windows. */
    StoreStatistics statistics();

    /** Makes durable all that was written before. */
    void sync();

    /**
     * Tells whether writes are still taken, without writing anything. A write that failed may keep a store from taking
     * others until there is room again. A store that cannot tell says nothing.
     *
     * @throws HistoryStoreException if writes are refused, and why
     */
    default void requireWritable() {}

    /**
     * Remembers that a source of data (a log file) was written to its end, after making all of it durable.
     *
     * @param sourceFingerprint tells one version of a source from another; at most 200 characters
     */
    void acknowledge(String sourceFingerprint);

    /** Whether a source was acknowledged and nothing has been deleted since. */
    boolean isAcknowledged(String sourceFingerprint);

    /** The sources that are acknowledged, in no particular order. */
    Stream<String> acknowledgedSources();

    /** What {@link #keepCalibration} kept last; empty if it never did. */
    Optional<byte[]> calibration();

    /**
     * Keeps what was learned from this history of how far predictions can be trusted, in the place of what was kept
     * before. The store does not read it.
     */
    void keepCalibration(byte[] calibration);

    /**
     * Tells {@code listener} of every change that is made through this object from now on, until it is closed. What
     * other processes change is told some seconds later by a store that several processes may write, and not at all by
     * one that only one may.
     */
    void addListener(HistoryListener listener);

    /** Releases the store. Closing twice does nothing. */
    @Override
    void close();
}
