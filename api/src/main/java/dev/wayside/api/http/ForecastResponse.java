package dev.wayside.api.http;

import java.util.List;

import dev.wayside.matcher.Forecast;
import dev.wayside.matcher.ForecastStep;
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
                forecast.series().stream().map(StepResponse::of).toList());
    }

    /** One step: {@code offsetMillis} past the newest sample. */
    record StepResponse(int offsetMillis, double value, int matches) {

        static StepResponse of(ForecastStep step) {
            return new StepResponse(step.aheadMillis(), step.value(), step.matches());
        }
    }
}
