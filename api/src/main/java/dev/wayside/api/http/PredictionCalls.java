package dev.wayside.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/predictions}: one prediction per observation, in their order. */
final class PredictionCalls {

    private static final int LARGEST_BODY_BYTES = 10_000_000;
    private static final int MOST_OBSERVATIONS = 1_000;

    private final int lookAheadMillis;
    private final MatchSettings defaults;
    private final Matcher matcher;
    private final ObservationParser parser;

    PredictionCalls(HistoryStore store, MatchSettings defaults) {
        this.lookAheadMillis = store.settings().lookAheadMillis();
        this.defaults = defaults;
        this.matcher = new Matcher(store, defaults);
        this.parser = new ObservationParser(store.settings());
    }

    void predict(Context context) {
        PredictionRequest request = Exchange.read(context, PredictionRequest.class, LARGEST_BODY_BYTES);
        // All is checked before anything is searched: an answer is whole or an error.
        MatchSettings settings = settings(request);
        List<Observation> observations = observations(request.observations());
        List<PredictionResponse> predictions = observations.stream()
                .map(observation ->
                        PredictionResponse.of(matcher.predict(observation, settings, null), lookAheadMillis))
                .toList();
        Exchange.respond(context, new PredictionsResponse(predictions));
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
        if (requests == null || requests.isEmpty()) {
            throw ProblemException.invalid("observations is " + (requests == null ? "missing" : "empty"));
        }
        if (requests.size() > MOST_OBSERVATIONS) {
            throw ProblemException.invalid(
                    "observations has " + requests.size() + " entries; at most " + MOST_OBSERVATIONS + " are taken");
        }
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            observations.add(parser.parse("observations[" + i + "]", requests.get(i)));
        }
        return observations;
    }
}
