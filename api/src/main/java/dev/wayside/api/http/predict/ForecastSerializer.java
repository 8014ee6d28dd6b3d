package dev.wayside.api.http.predict;

import java.io.IOException;
import java.util.function.IntToDoubleFunction;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.wayside.api.http.exchange.RoundedNumbers;
import dev.wayside.matcher.Forecast;
import dev.wayside.matcher.ForecastBand;
import dev.wayside.matcher.ForecastSeries;

/** A writer of forecasts straight from their arrays: they are most of an answer. */
final class ForecastSerializer extends StdSerializer<ForecastResponse> {

    private static final long serialVersionUID = 1;

    ForecastSerializer() {
        super(ForecastResponse.class);
    }

    @Override
    public void serialize(ForecastResponse response, JsonGenerator json, SerializerProvider provider)
            throws IOException {
        Forecast forecast = response.forecast();
        RoundedNumbers numbers = new RoundedNumbers();
        json.writeStartObject();
        writeField("mean", forecast.mean(), response, numbers, json);
        if (forecast.variance().isPresent()) {
            json.writeNumberField("variance", (float) forecast.variance().getAsDouble());
        }
        writeField("p10", forecast.p10(), response, numbers, json);
        writeField("p50", forecast.p50(), response, numbers, json);
        writeField("p90", forecast.p90(), response, numbers, json);
        json.writeNumberField("matches", forecast.matches());
        json.writeObjectFieldStart("series");
        writeSeries(response, numbers, json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeField(
            String name, double value, ForecastResponse response, RoundedNumbers numbers, JsonGenerator json)
            throws IOException {
        json.writeFieldName(name);
        numbers.write(value, response.decimals(), json);
    }

    private static void writeSeries(ForecastResponse response, RoundedNumbers numbers, JsonGenerator json)
            throws IOException {
        ForecastSeries series = response.forecast().series();
        int steps = series.length();
        json.writeNumberField("stepMillis", series.aheadMillis(0));
        writeColumn("values", steps, series::value, response.decimals(), numbers, json);
        if (!series.isWhole()) {
            writeColumn("matches", steps, series::matches, 0, numbers, json);
        }
        ForecastBand band = response.band();
        if (band != null) {
            writeColumn("p10", steps, band::p10, response.decimals(), numbers, json);
            writeColumn("p90", steps, band::p90, response.decimals(), numbers, json);
        }
    }

    private static void writeColumn(
            String name,
            int steps,
            IntToDoubleFunction values,
            int decimals,
            RoundedNumbers numbers,
            JsonGenerator json)
            throws IOException {
        json.writeFieldName(name);
        numbers.startArray(steps);
        for (int step = 0; step < steps; step++) {
            numbers.add(values.applyAsDouble(step), decimals);
        }
        numbers.writeArray(json);
    }
}
