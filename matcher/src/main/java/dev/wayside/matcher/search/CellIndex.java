package dev.wayside.matcher.search;

import java.time.LocalDate;
import java.util.Collection;
import java.util.stream.Stream;

import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import org.jspecify.annotations.Nullable;

/**
 * The signal and the handovers of one cell in memory, for searches: each sample once, in four bytes, and at stride 1
 * one and a half bytes a sample for the filter.
 *
 * <p>A search is exact: the nearest window of each of the K nearest visits by Euclidean distance, computed on integers
 * of 1/16 dB. {@code WindowFilter} explains how it avoids most of the work. It costs at most one pass over the windows,
 * and much less if the signal has a shape.
 *
 * <p>Thread-safe: searches see the stretches whose {@link #append} returned before they began, and never wait.
 */
public final class CellIndex {

    /** Chosen: with few visits, as many as are to be found, the filter rules out hardly any window; see README.md. */
    private static final int FEW_WINDOWS = 1_500;

    private final StoreSettings settings;
    private final WindowArithmetic arithmetic;
    private final WindowGrid grid;
    private final FollowedWindows followed;
    private final SignalTrail trail;
    private final Stretches stretches = new Stretches();
    private final int maxScannedWindows;
    private final HandoverLog handovers = new HandoverLog();
    private volatile Snapshot snapshot;

    /** The state that one search reads. */
    record Snapshot(
            WindowGrid grid,
            FollowedWindows followed,
            SignalTrail.View trail,
            Stretches.View stretches,
            HandoverLog.View handovers,
            WindowCounts counts) {

        long bytes() {
            return trail.bytes() + stretches.bytes() + handovers.bytes() + counts.bytes();
        }
    }

    /** An empty index. */
    public CellIndex(StoreSettings settings) {
        this(settings, WindowArithmetics.fastest(), FEW_WINDOWS);
    }

    /** @param maxScannedWindows up to this number of windows, a search measures all of them */
    CellIndex(StoreSettings settings, WindowArithmetic arithmetic, int maxScannedWindows) {
        this.settings = settings;
        this.arithmetic = arithmetic;
        this.maxScannedWindows = maxScannedWindows;
        this.grid = WindowGrid.ofStride(settings.windowStride());
        this.followed = FollowedWindows.of(settings);
        this.trail = new SignalTrail(grid, settings.windowLength());
        this.snapshot = new Snapshot(
                grid,
                followed,
                trail.view(),
                stretches.view(),
                handovers.view(),
                WindowCounts.none(settings.windowLength()));
    }

    /** An index of a cell's signal in a store, trimmed to size. Reads the stream to its end. */
    public static CellIndex of(StoreSettings settings, Stream<VisitSignal> signals) {
        CellIndex index = new CellIndex(settings);
        signals.forEachOrdered(index::add);
        index.trim();
        return index;
    }

    /** The arithmetic of this process in words for a log. */
    public static String arithmetic() {
        return WindowArithmetics.fastest().description();
    }

    /**
     * Adds a stretch of a visit.
     *
     * @return false if one with the same key exists: derived data may be outdated, and the index must be built again
     */
    public synchronized boolean append(VisitSignal stretch) {
        if (stretches.contains(stretch.key())) {
            return false;
        }
        add(stretch);
        return true;
    }

    private synchronized void add(VisitSignal stretch) {
        int number = stretches.view().count();
        stretches.append(stretch, trail.view().steps());
        trail.append(stretch.rsrp());
        handovers.append(number, stretch.handovers());
        publish(snapshot.counts().with(stretches.view(), handovers.view(), number, followed));
    }

    /** Resident size of the index, bytes; object headers left out. */
    public long bytes() {
        return snapshot.bytes();
    }

    /** Number of windows of the store's length. */
    public int windows() {
        return snapshot.counts().windows()[settings.windowLength()];
    }

    /** Number of stretches of visits. */
    public int stretches() {
        return snapshot.stretches().count();
    }

    /** True if there is no visit. */
    public boolean isEmpty() {
        return snapshot.stretches().count() == 0;
    }

    /** True if all visits were on these days. */
    public boolean isWithin(Collection<LocalDate> days) {
        DaySet set = DaySet.of(days);
        Stretches.View all = snapshot.stretches();
        for (int i = 0; i < all.count(); i++) {
            if (!set.contains(all.epochDay()[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Finds the nearest visits.
     *
     * @param samples RSRP on the store's grid, newest last; the newest {@code length} of them are the query
     * @param length samples to compare, 1 to the store's window length
     * @param k number of visits, at least 1
     * @param excludedDays days whose visits are ignored
     * @param visitTime adds the time in the visit as a dimension, or null
     * @param earlier the result of an earlier search for the same vehicle in this cell, or null: it saves time if the
     *     vehicle has moved on by a few windows; it never changes the result, also if it comes from another index
     * @throws IllegalArgumentException if a number is out of range
     */
    public NearestVisits search(
            RsrpSeries samples,
            int length,
            int k,
            Collection<LocalDate> excludedDays,
            @Nullable VisitTime visitTime,
            @Nullable NearestVisits earlier) {
        if (length < 1 || length > settings.windowLength() || length > samples.length() || k < 1) {
            throw new IllegalArgumentException(length + " of " + samples.length() + " samples and " + k
                    + " visits: a query has 1 to " + settings.windowLength() + " samples, and k is at least 1");
        }
        SearchScratch scratch = SearchScratch.ofThread();
        scratch.prepare(samples, length, grid);
        NearestVisits nearest = new NearestVisits(this, snapshot, DaySet.of(excludedDays), length, k);
        CellSearch search = new CellSearch(arithmetic, scratch, nearest, visitTime);
        if (earlier != null && earlier.isFrom(this)) {
            search.startFrom(earlier);
            return search.run();
        }
        return nearest.history().counts().windows()[length] <= maxScannedWindows ? search.scan() : search.run();
    }

    SignalTrail.View trail() {
        return snapshot.trail();
    }

    private synchronized void trim() {
        trail.trim();
        stretches.trim();
        handovers.trim(stretches.view().count());
        publish(snapshot.counts());
    }

    private void publish(WindowCounts counts) {
        snapshot = new Snapshot(grid, followed, trail.view(), stretches.view(), handovers.view(), counts);
    }
}
