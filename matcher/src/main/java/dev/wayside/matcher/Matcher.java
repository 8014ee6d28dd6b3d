package dev.wayside.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;

/**
 * Looks up what will follow an observation: finds the visits to the same cell whose signal ran most alike, and reads
 * what happened next.
 *
 * <p>The search is exact: the nearest window of each of the K nearest visits by Euclidean distance, computed on
 * integers of 1/16 dB. A query longer than a window is cut to its newest samples; a shorter one, as just after a
 * handover, is compared with every subsequence of its length that starts on the stride, also in visits shorter than a
 * window.
 *
 * <p>Immutable and thread-safe; cheap to construct. Nothing is cached: a call reads the cell's signal once and the
 * performance of the matches, and costs at most (windows of the cell) x (samples of the query) comparisons.
 */
public final class Matcher {

    private final HistoryStore store;
    private final StoreSettings storeSettings;
    private final MatchSettings settings;

    /**
     * A matcher on a store, which must stay open while the matcher is in use.
     *
     * @throws IllegalArgumentException if more samples are demanded than a window has: nothing would ever match
     */
    public Matcher(HistoryStore store, MatchSettings settings) {
        this.store = store;
        this.storeSettings = store.settings();
        this.settings = settings;
        if (settings.minSamples() > storeSettings.windowLength()) {
            throw new IllegalArgumentException("at least " + settings.minSamples()
                    + " samples are demanded of an observation, but a window has " + storeSettings.windowLength());
        }
    }

    /**
     * What the history says will follow. An unknown cell and too few samples are answers of confidence 0.
     *
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be read
     */
    public Prediction predict(Observation observation) {
        Query query = Query.newest(observation.samples(), storeSettings.windowLength());
        if (query.length() < settings.minSamples()) {
            return Prediction.empty(observation.cell(), 0, true, settings.k(), EmptyReason.TOO_FEW_SAMPLES);
        }
        CellSearch search = new CellSearch(query, observation.excludedDays(), settings.k(), storeSettings);
        try (Stream<VisitSignal> stretches = store.signals(observation.cell())) {
            stretches.forEachOrdered(search::accept);
        }
        List<Candidate> matches = search.matches();
        return matches.isEmpty()
                ? Prediction.empty(
                        observation.cell(), query.length(), isShort(query), settings.k(), search.emptyReason())
                : prediction(observation, query, search, matches);
    }

    private Prediction prediction(Observation observation, Query query, CellSearch search, List<Candidate> candidates) {
        List<Double> weights = MatchWeights.of(candidates, query.length(), settings.thresholdDb());
        List<Match> matches = matches(candidates, weights, query.length());
        return new Prediction(
                observation.cell(),
                query.length(),
                isShort(query),
                settings.k(),
                matches,
                countUnderThreshold(matches),
                new Forecasts(store, query.length()).from(candidates, weights),
                Optional.of(search.outageRisk(candidates)),
                Optional.of(search.handoverRisk(candidates)),
                Optional.empty());
    }

    private boolean isShort(Query query) {
        return query.length() < storeSettings.windowLength();
    }

    private int countUnderThreshold(List<Match> matches) {
        return (int) matches.stream()
                .filter(match -> match.rmsDb() <= settings.thresholdDb())
                .count();
    }

    private static List<Match> matches(List<Candidate> candidates, List<Double> weights, int samples) {
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            VisitKey key = candidate.stretch().key();
            double rmsDb = Math.sqrt(candidate.squaredDistance() / (double) samples) / RsrpSeries.STEPS_PER_DB;
            matches.add(new Match(candidate.window(), key.day(), candidate.startEpochMillis(), rmsDb, weights.get(i)));
        }
        return matches;
    }
}
