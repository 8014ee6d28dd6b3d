package dev.wayside.relay.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

import dev.wayside.client.CarrierObservation;
import dev.wayside.client.CarrierPrediction;
import dev.wayside.relay.context.CarrierSignal;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;

/**
 * A generator of forecasts, which asks the history about signal. Each {@link #step} asks about all carriers with new
 * samples in one request, and never sends a second request before the answer. An answer is remembered, and read further
 * as time passes, until its look-ahead is over. After each failure the next request waits longer, up to 30 s.
 *
 * <p>Used by the relay's thread only. Time is an argument.
 */
public final class HistoryContext {

    /** Chosen: twice the usual interval of requests. */
    private static final double MIN_WAIT_MILLIS = 500;

    /** Chosen: a service that is back is used again within half a minute. */
    private static final double MAX_WAIT_MILLIS = 30_000;

    /** Chosen: more carriers than a vehicle has modems; bounds one request. */
    private static final int MAX_CARRIERS = 16;

    private final double outageShare;
    private final PredictionSource source;
    private final Forecasts forecasts;
    private final Map<String, SignalWindow> windows = new TreeMap<>();
    private final Map<String, RememberedPrediction> remembered = new TreeMap<>();
    private final Backoff backoff;
    private final Runnable unsubscribe;
    private boolean asking;
    private boolean ended;
    private long hits;
    private long misses;
    private long failures;
    private long outagesPredicted;
    private long answeredNanos;
    private Optional<String> lastFailure = Optional.empty();

    /** A receiver of forecasts. */
    @FunctionalInterface
    public interface Forecasts {

        /** Called with a carrier's present forecast. */
        void predicted(String carrier, PathForecast forecast, long nowNanos);
    }

    /**
     * A generator that listens to signals from now on.
     *
     * @param outageShare min share of matches followed by an outage for an outage to be expected, 0 to 1
     */
    public HistoryContext(
            double outageShare, ContextRegistry contexts, PredictionSource source, Forecasts forecasts, long nowNanos) {
        this.outageShare = outageShare;
        this.source = source;
        this.forecasts = forecasts;
        this.backoff = new Backoff(MIN_WAIT_MILLIS, MAX_WAIT_MILLIS, nowNanos);
        this.unsubscribe = contexts.subscribe(
                CarrierSignal.TYPE, (carrier, stamped) -> addSample(carrier, stamped.value(), stamped.atNanos()));
    }

    private void addSample(String carrier, CarrierSignal signal, long atNanos) {
        if (windows.size() < MAX_CARRIERS || windows.containsKey(carrier)) {
            windows.computeIfAbsent(carrier, SignalWindow::new).add(signal, atNanos);
        }
    }

    /** Sends a request if there are new samples; otherwise publishes the remembered predictions as of now. */
    public void step(long nowNanos) {
        if (asking || !backoff.isOver(nowNanos) || !ask()) {
            publish(nowNanos);
        }
    }

    /** Withdraws all forecasts and publishes no more. */
    public void end(long nowNanos) {
        unsubscribe.run();
        ended = true;
        remembered.keySet().forEach(carrier -> forecasts.predicted(carrier, PathForecast.nothing(), nowNanos));
    }

    private void publish(long nowNanos) {
        if (ended) {
            return;
        }
        for (String carrier : List.copyOf(remembered.keySet())) {
            Optional<PathForecast> forecast =
                    Optional.ofNullable(remembered.get(carrier)).flatMap(known -> known.at(nowNanos, outageShare));
            if (forecast.isEmpty()) {
                remembered.remove(carrier);
            } else if (forecast.get().outageAtNanos().isPresent()) {
                outagesPredicted++;
            }
            forecasts.predicted(carrier, forecast.orElse(PathForecast.nothing()), nowNanos);
        }
    }

    private boolean ask() {
        List<SignalWindow.Question> questions = new ArrayList<>();
        windows.values().forEach(window -> window.question().ifPresent(questions::add));
        if (questions.isEmpty()) {
            return false;
        }
        asking = true;
        source.ask(questions.stream().map(SignalWindow.Question::observation).toList(), new PredictionSource.Reply() {
            @Override
            public void answered(List<CarrierPrediction> predictions, long nowNanos) {
                asking = false;
                accept(questions, predictions, nowNanos);
            }

            @Override
            public void failed(String why, long nowNanos) {
                asking = false;
                fail(why, nowNanos);
            }
        });
        return true;
    }

    private void accept(List<SignalWindow.Question> questions, List<CarrierPrediction> predictions, long nowNanos) {
        List<CarrierObservation> asked =
                questions.stream().map(SignalWindow.Question::observation).toList();
        Optional<String> fault = PredictionCheck.fault(asked, predictions);
        if (fault.isPresent()) {
            fail(fault.get(), nowNanos);
            return;
        }
        backoff.succeeded();
        lastFailure = Optional.empty();
        answeredNanos = nowNanos;
        for (int i = 0; i < predictions.size(); i++) {
            remember(predictions.get(i), questions.get(i).newestNanos());
        }
        publish(nowNanos);
    }

    private void remember(CarrierPrediction prediction, long newestNanos) {
        if (prediction.confidence() > 0) {
            hits++;
            remembered.put(prediction.carrier(), new RememberedPrediction(prediction, newestNanos));
        } else {
            // The prediction of an earlier place holds until its look-ahead is over.
            misses++;
        }
    }

    private void fail(String why, long nowNanos) {
        failures++;
        lastFailure = Optional.of(why);
        backoff.failed(nowNanos);
        publish(nowNanos);
    }

    /** The present state, for the status page. */
    public HistoryStatus status(long nowNanos) {
        Map<String, Double> confidence = new TreeMap<>();
        remembered.forEach(
                (carrier, known) -> confidence.put(carrier, known.prediction().confidence()));
        return new HistoryStatus(
                hits,
                misses,
                failures,
                outagesPredicted,
                hits + misses == 0 ? OptionalDouble.empty() : OptionalDouble.of((nowNanos - answeredNanos) / 1e6),
                backoff.leftMillis(nowNanos),
                lastFailure,
                confidence);
    }
}
