package dev.wayside.api.http;

import java.io.IOException;
import java.util.function.IntToDoubleFunction;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.wayside.matcher.ForecastBand;
import dev.wayside.matcher.ForecastSeries;

/** Writes a series as columns, straight from its arrays: most of an answer are its steps. */
final class SeriesSerializer extends StdSerializer<ForecastResponse.SteppedForecast> {

    private static final long serialVersionUID = 1;

    SeriesSerializer() {
        super(ForecastResponse.SteppedForecast.class);
    }

    @Override
    public void serialize(ForecastResponse.SteppedForecast forecast, JsonGenerator json, SerializerProvider provider)
            throws IOException {
        ForecastSeries series = forecast.means();
        json.writeStartObject();
        json.writeNumberField("stepMillis", series.aheadMillis(0));
        json.writeArrayFieldStart("values");
        for (int step = 0; step < series.length(); step++) {
            writeValue(series, step, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("matches");
        for (int step = 0; step < series.length(); step++) {
            json.writeNumber(series.matches(step));
        }
        json.writeEndArray();
        ForecastBand band = forecast.band();
        if (band != null) {
            writeColumn("p10", series, band::p10, json);
            writeColumn("p90", series, band::p90, json);
        }
        json.writeEndObject();
    }

    private static void writeColumn(String name, ForecastSeries series, IntToDoubleFunction values, JsonGenerator json)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (int step = 0; step < series.length(); step++) {
            double value = values.applyAsDouble(step);
            if (Double.isNaN(value)) {
                json.writeNull();
            } else {
                json.writeNumber(value);
            }
        }
        json.writeEndArray();
    }

    private static void writeValue(ForecastSeries series, int step, JsonGenerator json) throws IOException {
        float value = (float) series.value(step);
        if (!series.isMeasured(step)) {
            json.writeNull();
        } else if (value == (long) value) {
            // Bits per second mostly are whole, and whole numbers are written several times as fast.
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
