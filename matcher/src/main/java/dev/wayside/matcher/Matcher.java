package dev.wayside.matcher;

import java.util.List;
import java.util.Optional;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.search.CellIndex;
import dev.wayside.matcher.search.NearestVisits;
import dev.wayside.matcher.search.VisitTime;
import org.jspecify.annotations.Nullable;

/**
 * Predictor of what follows an observation: finds the visits to the same cell with the most similar signal, and reads
 * what happened next.
 *
 * <p>The search is exact: the nearest window of each of the K nearest visits by Euclidean distance, computed on
 * integers of 1/16 dB. A query longer than a window is cut to its newest samples; a shorter one, as just after a
 * handover, is compared with every subsequence of its length that starts on the stride, also in visits shorter than a
 * window.
 *
 * <p>Thread-safe; create one and keep it. Requested cells stay in memory, within a budget, and follow the writes to the
 * store; the first request for a cell reads all of its signal.
 */
public final class Matcher {

    private static final double MILLIS_PER_SECOND = 1_000;

    /**
     * Time of one of the {@link #comparisons}, about: {@code HttpLoadBenchmark} measured 69 us of one core for a
     * prediction from a cell of 1,100 windows, with its part of the request.
     */
    public static final double NANOS_PER_COMPARISON = 26;
    /** Comparisons that every prediction is worth. Chosen: a cell of a few windows is no free answer. */
    private static final long COMPARISONS_OF_ANY = 500;
    /** Comparisons that a match is worth. Chosen: the performance after it is read, summed up and written. */
    private static final long COMPARISONS_PER_MATCH = 100;
    /** Chosen: a cell of a busy line. */
    private static final long WINDOWS_OF_UNREAD = 5_000;

    private final StoreSettings storeSettings;
    private final MatchSettings defaults;
    private final CellCache cells;
    private final Forecasts forecasts;

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
     * @throws IllegalArgumentException if the minimum is more samples than a window has: nothing would ever match
     */
    public Matcher(HistoryStore store, MatchSettings defaults, MemoryBudget budget) {
        this.storeSettings = store.settings();
        this.defaults = defaults;
        requireMatchable(defaults);
        this.cells = new CellCache(store, budget.indexBytes());
        this.forecasts = new Forecasts(new PerformanceCache(store, budget.performanceBytes()), storeSettings);
    }

    /** The arithmetic of the search in this process, for the log. */
    public static String arithmetic() {
        return CellIndex.arithmetic();
    }

    /**
     * The prediction from the history. An unknown cell and too few samples are answers of confidence 0.
     *
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be read
     */
    public Prediction predict(Observation observation) {
        return predict(observation, defaults, null);
    }

    /**
     * As {@link #predict(Observation)}, with other settings, and faster after a recent prediction for the same vehicle.
     *
     * @param earlier the last prediction for the same vehicle and carrier, or null; it never changes the result
     * @throws IllegalArgumentException if the minimum is more samples than a window has
     */
    public Prediction predict(Observation observation, MatchSettings settings, @Nullable Prediction earlier) {
        requireMatchable(settings);
        int length = Math.min(observation.samples().length(), storeSettings.windowLength());
        if (length < settings.minSamples()) {
            return Prediction.empty(observation.cell(), 0, true, settings, EmptyReason.TOO_FEW_SAMPLES);
        }
        boolean isShort = length < storeSettings.windowLength();
        CellCache.Entry entry = cells.find(observation.cell());
        if (entry == null) {
            return Prediction.empty(observation.cell(), length, isShort, settings, EmptyReason.UNKNOWN_CELL);
        }
        NearestVisits nearest = entry.index()
                .search(
                        observation.samples(),
                        length,
                        settings.k(),
                        observation.excludedDays(),
                        visitTime(observation, settings),
                        earlier == null ? null : earlier.nearest());
        if (nearest.count() == 0) {
            return Prediction.empty(observation.cell(), length, isShort, settings, emptyReason(entry, observation));
        }
        return Prediction.of(
                observation.cell(),
                isShort,
                settings,
                nearest,
                forecasts.of(observation.cell(), entry, nearest, settings.thresholdDb()));
    }

    /**
     * The estimated cost of a prediction, in {@link #NANOS_PER_COMPARISON}, without reading the store: a cell that is
     * not in memory counts as one of a busy line.
     */
    public long comparisons(CellKey cell, MatchSettings settings) {
        CellCache.Entry entry = cells.findInMemory(cell);
        long windows = entry == null ? WINDOWS_OF_UNREAD : entry.index().windows();
        long matches = entry == null
                ? settings.k()
                : Math.min(settings.k(), entry.index().stretches());
        return COMPARISONS_OF_ANY + windows + COMPARISONS_PER_MATCH * matches;
    }

    /**
     * The measurements of a prediction's matches before and after the matched window: for callers that need more than
     * means.
     *
     * @param quantity the quantity to read
     * @param samplesBefore samples back from the newest matched one; fewer if the visit is shorter
     * @return a pass per match, nearest first; empty if there is none or the cell was rewritten since
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be read
     */
    public List<PastPass> passes(Prediction prediction, Quantity quantity, int samplesBefore) {
        NearestVisits nearest = prediction.nearest();
        CellCache.Entry entry = nearest == null ? null : cells.find(prediction.cell());
        return nearest == null || entry == null || !nearest.isFrom(entry.index())
                ? List.of()
                : forecasts.passes(
                        prediction.cell(), entry, nearest, prediction.thresholdDb(), quantity, samplesBefore);
    }

    /**
     * The spread of a prediction's matches around its forecast of a quantity. Costs about as much as the forecast
     * itself.
     *
     * @return empty if there is no match or the cell was rewritten since
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be read
     */
    public Optional<ForecastBand> band(Prediction prediction, Quantity quantity) {
        List<PastPass> passes = passes(prediction, quantity, 0);
        return passes.isEmpty() ? Optional.empty() : Optional.of(ForecastBand.of(passes));
    }

    private @Nullable VisitTime visitTime(Observation observation, MatchSettings settings) {
        if (settings.visitTimeDbPerSecond() == 0 || observation.samplesInVisit().isEmpty()) {
            return null;
        }
        double sixteenthsPerSample = settings.visitTimeDbPerSecond()
                * RsrpSeries.STEPS_PER_DB
                * storeSettings.sampleIntervalMillis()
                / MILLIS_PER_SECOND;
        return new VisitTime(observation.samplesInVisit().getAsInt(), sixteenthsPerSample);
    }

    /** Statistics of the cells in memory. */
    public CacheStatistics cacheStatistics() {
        return cells.statistics();
    }

    private void requireMatchable(MatchSettings settings) {
        if (settings.minSamples() > storeSettings.windowLength()) {
            throw new IllegalArgumentException("at least " + settings.minSamples()
                    + " samples are required of an observation, but a window has " + storeSettings.windowLength());
        }
    }

    private static EmptyReason emptyReason(CellCache.Entry entry, Observation observation) {
        return entry.index().isWithin(observation.excludedDays())
                ? EmptyReason.ALL_DAYS_EXCLUDED
                : EmptyReason.VISITS_TOO_SHORT;
    }
}
