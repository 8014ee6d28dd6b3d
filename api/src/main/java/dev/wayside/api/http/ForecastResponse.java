package dev.wayside.api.http;

import java.util.List;

import dev.wayside.matcher.Forecast;
import dev.wayside.matcher.ForecastSeries;
import org.jspecify.annotations.Nullable;

/** The forecast of one quantity, in the unit its field's name ends with. */
record ForecastResponse(
        double mean,
        @Nullable Double variance,
        double p10,
        double p50,
        double p90,
        int matches,
        List<StepResponse> series) {

    static ForecastResponse of(Forecast forecast) {
        return new ForecastResponse(
                forecast.mean(),
                Absent.orNull(forecast.variance()),
                forecast.p10(),
                forecast.p50(),
                forecast.p90(),
                forecast.matches(),
                steps(forecast.series()));
    }

    private static List<StepResponse> steps(ForecastSeries series) {
        return series.measuredSteps()
                .mapToObj(step -> new StepResponse(series.aheadMillis(step), series.value(step), series.matches(step)))
                .toList();
    }

    /** One step: {@code offsetMillis} past the newest sample. */
    record StepResponse(int offsetMillis, double value, int matches) {}
}
