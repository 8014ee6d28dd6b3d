package dev.wayside.matcher;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what will follow an observation: finds the visits to the same cell whose signal ran most alike, and reads
 * what happened next.
 *
 * <p>The search is exact: the nearest window of each of the K nearest visits by Euclidean distance, computed on
 * integers of 1/16 dB. A query longer than a window is cut to its newest samples; a shorter one, as just after a
 * handover, is compared with every subsequence of its length that starts on the stride, also in visits shorter than a
 * window.
 *
 * <p>Thread-safe; make one and keep it. Cells that were asked about stay in memory, within a budget, and follow what is
 * written to the store; the first question about a cell reads all of its signal.
 */
public final class Matcher {

    private final StoreSettings storeSettings;
    private final MatchSettings defaults;
    private final CellCache cells;
    private final PerformanceCache performance;

    /**
     * A matcher within a share of the heap: {@link MemoryBudget#ofHeap}.
     *
     * @throws IllegalArgumentException as the other constructor
     */
    public Matcher(HistoryStore store, MatchSettings defaults) {
        this(store, defaults, MemoryBudget.ofHeap());
    }

    /**
     * A matcher on a store, which must stay open while the matcher is in use; the store keeps the matcher.
     *
     * @throws IllegalArgumentException if more samples are demanded than a window has: nothing would ever match
     */
    public Matcher(HistoryStore store, MatchSettings defaults, MemoryBudget budget) {
        this.storeSettings = store.settings();
        this.defaults = defaults;
        requireMatchable(defaults);
        this.cells = new CellCache(store, budget.indexBytes());
        this.performance = new PerformanceCache(store, budget.performanceBytes());
    }

    /**
     * What the history says will follow. An unknown cell and too few samples are answers of confidence 0.
     *
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be read
     */
    public Prediction predict(Observation observation) {
        return predict(observation, defaults, null);
    }

    /**
     * As {@link #predict(Observation)}, with other settings, and faster where the same vehicle was asked about a moment
     * ago.
     *
     * @param earlier the last prediction for the same vehicle and carrier, or null; it never changes the answer
     * @throws IllegalArgumentException if more samples are demanded than a window has
     */
    public Prediction predict(Observation observation, MatchSettings settings, @Nullable Prediction earlier) {
        requireMatchable(settings);
        int length = Math.min(observation.samples().length(), storeSettings.windowLength());
        if (length < settings.minSamples()) {
            return Prediction.empty(observation.cell(), 0, true, settings.k(), EmptyReason.TOO_FEW_SAMPLES);
        }
        boolean isShort = length < storeSettings.windowLength();
        CellCache.Entry entry = cells.find(observation.cell());
        if (entry == null) {
            return Prediction.empty(observation.cell(), length, isShort, settings.k(), EmptyReason.UNKNOWN_CELL);
        }
        NearestVisits nearest = entry.index()
                .search(
                        observation.samples(),
                        length,
                        settings.k(),
                        observation.excludedDays(),
                        earlier == null ? null : earlier.nearest());
        if (nearest.count() == 0) {
            return Prediction.empty(observation.cell(), length, isShort, settings.k(), emptyReason(entry, observation));
        }
        return Prediction.of(
                observation.cell(), isShort, settings.k(), matched(observation.cell(), entry, nearest, settings));
    }

    private Prediction.Matched matched(
            CellKey cell, CellCache.Entry entry, NearestVisits nearest, MatchSettings settings) {
        double[] weights = MatchWeights.of(nearest, settings.thresholdDb());
        PerformanceSeries[] followed = new PerformanceSeries[nearest.count()];
        int[] firstSample = new int[nearest.count()];
        for (int i = 0; i < followed.length; i++) {
            followed[i] = performance.find(cell, entry, nearest, i);
            firstSample[i] = nearest.offset(i) + nearest.length();
        }
        return new Prediction.Matched(
                nearest,
                weights,
                countUnder(nearest, settings.thresholdDb()),
                Forecasts.of(followed, firstSample, weights, storeSettings),
                OutageRisk.of(nearest),
                HandoverRisk.of(nearest));
    }

    private void requireMatchable(MatchSettings settings) {
        if (settings.minSamples() > storeSettings.windowLength()) {
            throw new IllegalArgumentException("at least " + settings.minSamples()
                    + " samples are demanded of an observation, but a window has " + storeSettings.windowLength());
        }
    }

    private static EmptyReason emptyReason(CellCache.Entry entry, Observation observation) {
        return entry.index().isWithin(observation.excludedDays())
                ? EmptyReason.ALL_DAYS_EXCLUDED
                : EmptyReason.VISITS_TOO_SHORT;
    }

    private static int countUnder(NearestVisits nearest, double thresholdDb) {
        int count = 0;
        while (count < nearest.count() && nearest.rmsDb(count) <= thresholdDb) {
            count++;
        }
        return count;
    }
}
