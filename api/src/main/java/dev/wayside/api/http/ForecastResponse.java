package dev.wayside.api.http;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
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
        @JsonSerialize(using = SeriesSerializer.class) ForecastSeries series) {

    static ForecastResponse of(Forecast forecast) {
        return new ForecastResponse(
                forecast.mean(),
                Absent.orNull(forecast.variance()),
                forecast.p10(),
                forecast.p50(),
                forecast.p90(),
                forecast.matches(),
                forecast.series());
    }
}
