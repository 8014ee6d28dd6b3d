package dev.wayside.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import dev.wayside.matcher.Prediction;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/predictions}: one prediction per observation, in their order. */
final class PredictionCalls {

    private final int lookAheadMillis;
    private final MatchSettings defaults;
    private final ServiceLimits limits;
    private final Matcher matcher;
    private final ObservationParser parser;

    PredictionCalls(HistoryStore store, Matcher matcher, ServiceSettings settings) {
        this.lookAheadMillis = store.settings().lookAheadMillis();
        this.defaults = settings.match();
        this.limits = settings.limits();
        this.matcher = matcher;
        this.parser = new ObservationParser(store.settings(), limits.samples());
    }

    void predict(Context context) {
        PredictionRequest request = Exchange.read(context, PredictionRequest.class, limits.bodyBytes());
        // All is checked before anything is searched: an answer is whole or an error.
        MatchSettings settings = settings(request);
        List<Observation> observations = observations(request.observations());
        List<PredictionResponse> predictions = new ArrayList<>();
        for (int i = 0; i < observations.size(); i++) {
            Prediction prediction = matcher.predict(observations.get(i), settings, null);
            predictions.add(response(prediction, request.wantsBands(i)));
        }
        Exchange.respond(context, new PredictionsResponse(predictions));
    }

    private PredictionResponse response(Prediction prediction, boolean withBands) {
        return withBands
                ? PredictionResponse.of(prediction, lookAheadMillis, quantity -> matcher.band(prediction, quantity))
                : PredictionResponse.of(prediction, lookAheadMillis);
    }

    private MatchSettings settings(PredictionRequest request) {
        Integer k = request.k();
        Double thresholdDb = request.thresholdDb();
        MatchSettings withK = k == null ? defaults : named("k", () -> defaults.withK(k));
        return thresholdDb == null ? withK : named("thresholdDb", () -> withK.withThresholdDb(thresholdDb));
    }

    private static MatchSettings named(String field, Supplier<MatchSettings> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field + ": " + e.getMessage());
        }
    }

    private List<Observation> observations(@Nullable List<@Nullable ObservationRequest> requests) {
        List<Observation> observations = new ArrayList<>();
        List<@Nullable ObservationRequest> some = ObservationParser.requireSome(requests, limits.observations());
        for (int i = 0; i < some.size(); i++) {
            observations.add(parser.parse("observations[" + i + "]", some.get(i)));
        }
        return observations;
    }
}
