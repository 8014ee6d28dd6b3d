package dev.wayside.matcher;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitKey;

/** Reads what followed the matches and puts it together, a forecast per quantity. */
final class Forecasts {

    /** Position and speed are stored on the same grid, but are no performance. */
    private static final List<Quantity> FORESEEN =
            List.of(Quantity.DOWNLINK_BPS, Quantity.UPLINK_BPS, Quantity.RTT_MILLIS, Quantity.LOSS);

    private final HistoryStore store;
    private final StoreSettings settings;
    private final int windowSamples;

    Forecasts(HistoryStore store, int windowSamples) {
        this.store = store;
        this.settings = store.settings();
        this.windowSamples = windowSamples;
    }

    /** Quantities that no match measured are absent. */
    Map<Quantity, Forecast> from(List<Candidate> matches, List<Double> weights) {
        List<LookAhead> lookAheads = lookAheads(matches, weights);
        Map<Quantity, Forecast> forecasts = new EnumMap<>(Quantity.class);
        for (Quantity quantity : FORESEEN) {
            forecast(quantity, lookAheads).ifPresent(forecast -> forecasts.put(quantity, forecast));
        }
        return forecasts;
    }

    private List<LookAhead> lookAheads(List<Candidate> matches, List<Double> weights) {
        List<VisitKey> keys =
                matches.stream().map(match -> match.stretch().key()).toList();
        Map<VisitKey, PerformanceSeries> performance = store.performance(keys);
        List<LookAhead> lookAheads = new ArrayList<>();
        for (int i = 0; i < matches.size(); i++) {
            PerformanceSeries series = performance.get(keys.get(i));
            // Absent if the day was deleted since the search.
            if (series != null) {
                int firstSample = matches.get(i).offset() + windowSamples;
                lookAheads.add(new LookAhead(series, firstSample, settings.lookAheadSamples(), weights.get(i)));
            }
        }
        return lookAheads;
    }

    private Optional<Forecast> forecast(Quantity quantity, List<LookAhead> lookAheads) {
        List<WeightedValue> means = measured(lookAheads, lookAhead -> lookAhead.mean(quantity));
        if (means.isEmpty()) {
            return Optional.empty();
        }
        WeightedSample sample = new WeightedSample(means);
        return Optional.of(new Forecast(
                sample.mean(),
                sample.variance(),
                sample.quantile(0.1),
                sample.quantile(0.5),
                sample.quantile(0.9),
                sample.size(),
                series(quantity, lookAheads)));
    }

    private List<ForecastStep> series(Quantity quantity, List<LookAhead> lookAheads) {
        return IntStream.range(0, settings.lookAheadSamples())
                .mapToObj(step -> step(quantity, step, lookAheads))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ForecastStep> step(Quantity quantity, int step, List<LookAhead> lookAheads) {
        List<WeightedValue> values = measured(lookAheads, lookAhead -> lookAhead.at(quantity, step));
        int aheadMillis = (step + 1) * settings.sampleIntervalMillis();
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new ForecastStep(aheadMillis, new WeightedSample(values).mean(), values.size()));
    }

    private static List<WeightedValue> measured(List<LookAhead> lookAheads, Function<LookAhead, OptionalDouble> read) {
        return lookAheads.stream()
                .flatMap(lookAhead ->
                        read.apply(lookAhead).stream().mapToObj(value -> new WeightedValue(value, lookAhead.weight())))
                .toList();
    }
}
