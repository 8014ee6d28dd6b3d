package dev.wayside.matcher;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import org.jspecify.annotations.Nullable;

/** Puts together what followed the matches, a forecast per quantity. */
final class Forecasts {

    /** Position and speed are stored on the same grid, but are no performance. */
    private static final List<Quantity> FORESEEN =
            List.of(Quantity.DOWNLINK_BPS, Quantity.UPLINK_BPS, Quantity.RTT_MILLIS, Quantity.LOSS);

    private Forecasts() {}

    /**
     * Quantities that no match measured are absent.
     *
     * @param performance per match, null where its day was deleted since the search
     * @param firstSample per match the position in its performance of the first sample past the window
     * @param weights per match
     */
    static Map<Quantity, Forecast> of(
            @Nullable PerformanceSeries[] performance, int[] firstSample, double[] weights, StoreSettings settings) {
        Map<Quantity, Forecast> forecasts = new EnumMap<>(Quantity.class);
        ForecastSums sums = ForecastSums.ofThread();
        for (Quantity quantity : FORESEEN) {
            sums.start(settings.lookAheadSamples());
            for (int i = 0; i < performance.length; i++) {
                PerformanceSeries series = performance[i];
                if (series != null && series.read(quantity, firstSample[i], sums.toRead())) {
                    sums.addRead(weights[i]);
                }
            }
            sums.forecast(settings.sampleIntervalMillis()).ifPresent(forecast -> forecasts.put(quantity, forecast));
        }
        return forecasts;
    }
}
