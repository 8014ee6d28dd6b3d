package dev.wayside.api.http.stream;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.predict.DbmSamples;
import dev.wayside.api.http.predict.ObservationParser;
import dev.wayside.api.http.predict.ObservationRequest;
import dev.wayside.kvstore.Quantity;
import dev.wayside.matcher.ForecastBand;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import dev.wayside.matcher.Prediction;
import org.jspecify.annotations.Nullable;

/** The newest samples of one vehicle on one carrier, as they come, and what was last predicted from them. */
public final class CarrierStream {

    private final Matcher matcher;
    private final MatchSettings settings;
    private final ObservationParser parser;
    private double[] newest = {};
    private @Nullable String cell;
    private @Nullable Integer intervalMillis;
    private @Nullable Prediction earlier;

    public CarrierStream(Matcher matcher, MatchSettings settings, ObservationParser parser) {
        this.matcher = matcher;
        this.settings = settings;
        this.parser = parser;
    }

    /**
     * Takes more samples: they follow those before, or start a new series where that is asked for, or where the cell or
     * the interval is another.
     *
     * @throws ProblemException naming the field that is wrong; nothing is taken then
     */
    Prediction predict(StreamRequest message) {
        Observation alone = parser.parse("the message", message.observation());
        if (message.isReset()
                || !alone.cell().cellId().equals(cell)
                || !Objects.equals(message.sampleIntervalMillis(), intervalMillis)) {
            newest = new double[0];
            earlier = null;
        }
        cell = alone.cell().cellId();
        intervalMillis = message.sampleIntervalMillis();
        newest = lastOf(newest, Objects.requireNonNull(message.rsrpDbm()).toArray());
        Observation observation = parser.parse(
                "the message",
                new ObservationRequest(
                        message.carrier(), cell, new DbmSamples(newest), intervalMillis, message.excludeDays(), null));
        earlier = matcher.predict(observation, settings, earlier);
        return earlier;
    }

    Optional<ForecastBand> band(Prediction prediction, Quantity quantity) {
        return matcher.band(prediction, quantity);
    }

    private double[] lastOf(double[] before, double[] more) {
        double[] all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        int most = parser.maxUsed(intervalMillis);
        return all.length <= most ? all : Arrays.copyOfRange(all, all.length - most, all.length);
    }
}
