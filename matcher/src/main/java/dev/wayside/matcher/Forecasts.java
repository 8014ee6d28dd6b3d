package dev.wayside.matcher;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/** The forecasts from the performance after the matches, one per quantity. */
final class Forecasts {

    private final PerformanceCache performance;
    private final StoreSettings settings;

    Forecasts(PerformanceCache performance, StoreSettings settings) {
        this.performance = performance;
        this.settings = settings;
    }

    /**
     * The forecasts by quantity. A quantity that no match measured is absent; a match whose day was deleted since the
     * search counts nothing.
     */
    Map<Quantity, Forecast> of(CellKey cell, CellCache.Entry entry, NearestVisits matches, double thresholdDb) {
        Map<Quantity, Forecast> forecasts = new EnumMap<>(Quantity.class);
        ForecastSums sums = ForecastSums.ofThread();
        sums.startMatches(matches, thresholdDb);
        try {
            performance.find(cell, entry, matches, sums);
            for (int number = 0; number < PerformanceRows.QUANTITIES; number++) {
                Forecast forecast = forecast(number, sums, matches);
                if (forecast != null) {
                    forecasts.put(PerformanceRows.quantity(number), forecast);
                }
            }
        } finally {
            sums.endMatches();
        }
        return forecasts;
    }

    /** The measurements of one quantity by match; a match whose day was deleted since the search has none. */
    List<PastPass> passes(
            CellKey cell,
            CellCache.Entry entry,
            NearestVisits matches,
            double thresholdDb,
            Quantity quantity,
            int samplesBefore) {
        int number = PerformanceRows.number(quantity);
        List<PastPass> passes = new ArrayList<>(matches.count());
        ForecastSums sums = ForecastSums.ofThread();
        sums.startMatches(matches, thresholdDb);
        try {
            performance.find(cell, entry, matches, sums);
            for (int i = 0; i < matches.count(); i++) {
                PerformanceRows rows = sums.performance(i);
                int firstAhead = matches.offset(i) + matches.length();
                int before = Math.min(samplesBefore, firstAhead);
                passes.add(PastPass.of(
                        matches,
                        i,
                        sums.weight(i),
                        values(rows, number, firstAhead - before, before),
                        values(rows, number, firstAhead, settings.lookAheadSamples())));
            }
        } finally {
            sums.endMatches();
        }
        return passes;
    }

    private static double[] values(@Nullable PerformanceRows rows, int number, int from, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = rows == null ? Double.NaN : rows.value(number, from + i);
        }
        return values;
    }

    private @Nullable Forecast forecast(int number, ForecastSums sums, NearestVisits matches) {
        sums.start(settings.lookAheadSamples());
        for (int i = 0; i < matches.count(); i++) {
            sums.add(i, number, matches.offset(i) + matches.length());
        }
        return sums.forecast(settings.sampleIntervalMillis());
    }
}
