package dev.wayside.api.http.predict;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.wayside.kvstore.Quantity;
import dev.wayside.matcher.Forecast;
import dev.wayside.matcher.ForecastBand;
import org.jspecify.annotations.Nullable;

/**
 * The forecast of one quantity, in the unit its field's name ends with.
 *
 * @param decimals what it is rounded to: the resolution at which the store keeps it
 * @param band how far the matches spread step by step; null where it is not wanted, or cannot be known
 */
@JsonSerialize(using = ForecastSerializer.class)
record ForecastResponse(
        Forecast forecast, int decimals, @Nullable ForecastBand band) {

    static ForecastResponse of(Quantity quantity, Forecast forecast, @Nullable ForecastBand band) {
        return new ForecastResponse(forecast, (int) Math.round(Math.log10(quantity.stepsPerUnit())), band);
    }
}
