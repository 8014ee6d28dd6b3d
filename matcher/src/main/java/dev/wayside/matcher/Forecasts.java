package dev.wayside.matcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/** Puts together what followed the matches, a forecast per quantity. */
final class Forecasts {

    /** Position and speed are stored on the same grid, but are no performance. */
    private static final Quantity[] FORESEEN = {
        Quantity.DOWNLINK_BPS, Quantity.UPLINK_BPS, Quantity.RTT_MILLIS, Quantity.LOSS
    };

    private final PerformanceCache performance;
    private final StoreSettings settings;

    Forecasts(PerformanceCache performance, StoreSettings settings) {
        this.performance = performance;
        this.settings = settings;
    }

    /** Quantities that no match measured are absent; a match whose day was deleted since the search says nothing. */
    Map<Quantity, Forecast> of(CellKey cell, CellCache.Entry entry, NearestVisits matches, double thresholdDb) {
        Map<Quantity, Forecast> forecasts = new EnumMap<>(Quantity.class);
        ForecastSums sums = ForecastSums.ofThread();
        sums.startMatches(matches, thresholdDb);
        try {
            performance.find(cell, entry, matches, sums);
            for (Quantity quantity : FORESEEN) {
                Forecast forecast = forecast(quantity, sums, matches);
                if (forecast != null) {
                    forecasts.put(quantity, forecast);
                }
            }
        } finally {
            sums.endMatches();
        }
        return forecasts;
    }

    /** What each match measured of one quantity; a match whose day was deleted since the search measured nothing. */
    List<PastPass> passes(
            CellKey cell,
            CellCache.Entry entry,
            NearestVisits matches,
            double thresholdDb,
            Quantity quantity,
            int samplesBefore) {
        double[] weights = MatchWeights.of(matches, thresholdDb);
        List<PastPass> passes = new ArrayList<>(matches.count());
        ForecastSums sums = ForecastSums.ofThread();
        sums.startMatches(matches, thresholdDb);
        try {
            performance.find(cell, entry, matches, sums);
            for (int i = 0; i < matches.count(); i++) {
                int firstAhead = matches.offset(i) + matches.length();
                double[] before = unmeasured(Math.min(samplesBefore, firstAhead));
                double[] ahead = unmeasured(settings.lookAheadSamples());
                PerformanceSeries series = sums.performance(i);
                if (series != null) {
                    series.read(quantity, firstAhead - before.length, before);
                    series.read(quantity, firstAhead, ahead);
                }
                passes.add(PastPass.of(matches, i, weights[i], before, ahead));
            }
        } finally {
            sums.endMatches();
        }
        return passes;
    }

    private static double[] unmeasured(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private @Nullable Forecast forecast(Quantity quantity, ForecastSums sums, NearestVisits matches) {
        sums.start(settings.lookAheadSamples());
        for (int i = 0; i < matches.count(); i++) {
            PerformanceSeries series = sums.performance(i);
            int firstSample = matches.offset(i) + matches.length();
            int measured = series == null ? 0 : series.read(quantity, firstSample, sums.toRead());
            if (measured > 0) {
                sums.addRead(i, measured);
            }
        }
        return sums.forecast(settings.sampleIntervalMillis());
    }
}
