package dev.wayside.api.http.predict;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.wayside.api.http.exchange.RoundedNumbers;
import dev.wayside.matcher.Match;

/** A writer of one of the nearest visits. */
final class MatchSerializer extends StdSerializer<Match> {

    private static final long serialVersionUID = 1;

    private static final int MILLIS_PER_SECOND = 1_000;
    private static final int MILLI_DIGITS = 3;
    /** Chosen: finer than the 1/16 dB of a sample. */
    private static final int DISTANCE_DECIMALS = 4;
    /** Chosen: a weight of less than a millionth changes no forecast. */
    private static final int WEIGHT_DECIMALS = 6;

    MatchSerializer() {
        super(Match.class);
    }

    @Override
    public void serialize(Match match, JsonGenerator json, SerializerProvider provider) throws IOException {
        RoundedNumbers numbers = new RoundedNumbers();
        json.writeStartObject();
        json.writeStringField("window", match.window().toString());
        json.writeStringField("day", match.day().toString());
        json.writeStringField("start", time(match.startEpochMillis()));
        json.writeFieldName("distanceDb");
        numbers.write(match.rmsDb(), DISTANCE_DECIMALS, json);
        json.writeFieldName("weight");
        numbers.write(match.weight(), WEIGHT_DECIMALS, json);
        json.writeEndObject();
    }

    /** As {@link Instant#toString} writes it, in a fraction of the time. */
    private static String time(long epochMillis) {
        int fractionDigits = epochMillis % MILLIS_PER_SECOND == 0 ? 0 : MILLI_DIGITS;
        return ITU.formatUtc(Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC), fractionDigits);
    }
}
