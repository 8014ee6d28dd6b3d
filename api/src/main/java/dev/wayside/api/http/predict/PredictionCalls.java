package dev.wayside.api.http.predict;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ServiceLimits;
import dev.wayside.api.http.flow.LongWork;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import dev.wayside.matcher.Prediction;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/predictions}: one prediction per observation, in their order. */
public final class PredictionCalls {

    private final int lookAheadMillis;
    private final MatchSettings defaults;
    private final ServiceLimits limits;
    private final Matcher matcher;
    private final ObservationParser parser;
    private final LongWork longWork;

    public PredictionCalls(
            HistoryStore store, Matcher matcher, MatchSettings defaults, ServiceLimits limits, LongWork longWork) {
        this.lookAheadMillis = store.settings().lookAheadMillis();
        this.defaults = defaults;
        this.limits = limits;
        this.matcher = matcher;
        this.parser = new ObservationParser(store.settings(), limits.samples());
        this.longWork = longWork;
    }

    public void predict(Context context) {
        PredictionRequest request = Exchange.read(context, PredictionRequest.class, limits.bodyBytes());
        // All is checked before anything is searched: an answer is whole or an error.
        MatchSettings settings = settings(request);
        List<@Nullable ObservationRequest> requests = request.observations();
        List<Observation> observations = observations(requests);
        Iterator<PredictionResponse> predictions = IntStream.range(0, observations.size())
                .mapToObj(i -> response(
                        matcher.predict(observations.get(i), settings, null),
                        Objects.requireNonNull(Objects.requireNonNull(requests).get(i))))
                .iterator();
        longWork.run(context, comparisons(observations, settings), isLong -> {
            if (isLong) {
                // All at once would fill the memory; and a client that has left is noticed.
                Exchange.respondEach(context, "predictions", predictions);
            } else {
                Exchange.respond(context, PredictionsResponse.of(predictions));
            }
        });
    }

    private long comparisons(List<Observation> observations, MatchSettings settings) {
        return observations.stream()
                .mapToLong(observation -> matcher.comparisons(observation.cell(), settings))
                .sum();
    }

    private PredictionResponse response(Prediction prediction, ObservationRequest request) {
        return PredictionResponse.of(
                prediction,
                request.askedCell(),
                lookAheadMillis,
                quantity -> request.wantsBands() ? matcher.band(prediction, quantity) : Optional.empty());
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
