package dev.wayside.api.http;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.wayside.matcher.Forecast;
import dev.wayside.matcher.ForecastBand;
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
        @JsonSerialize(using = SeriesSerializer.class) SteppedForecast series) {

    /**
     * What goes over the wire.
     *
     * @param band null where it is not wanted, or cannot be known
     */
    static ForecastResponse of(Forecast forecast, @Nullable ForecastBand band) {
        return new ForecastResponse(
                forecast.mean(),
                Absent.orNull(forecast.variance()),
                forecast.p10(),
                forecast.p50(),
                forecast.p90(),
                forecast.matches(),
                new SteppedForecast(forecast.series(), band));
    }

    /** The means step by step, and the spread of the matches around them where that is wanted and known. */
    record SteppedForecast(ForecastSeries means, @Nullable ForecastBand band) {}
}
