package dev.wayside.api.http;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.wayside.matcher.ForecastSeries;

/** Writes a series as columns, straight from its arrays: most of an answer are its steps. */
final class SeriesSerializer extends StdSerializer<ForecastSeries> {

    private static final long serialVersionUID = 1;

    SeriesSerializer() {
        super(ForecastSeries.class);
    }

    @Override
    public void serialize(ForecastSeries series, JsonGenerator json, SerializerProvider provider) throws IOException {
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
        json.writeEndObject();
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
