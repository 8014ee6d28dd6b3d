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
 * Makes forecasts of signal, by asking the history: at each {@link #step} about every carrier that has new samples, all
 * in one question, and never a second one while the first is out. What it answered is remembered, and read on as time
 * passes, until its look-ahead is over. After a failure the history is left alone for longer and longer, up to 30 s.
 *
 * <p>Belongs to the relay's thread; time is an argument.
 */
public final class HistoryContext {

    private static final double MIN_WAIT_MILLIS = 500;
    private static final double MAX_WAIT_MILLIS = 30_000;
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

    /** Takes what is predicted. */
    @FunctionalInterface
    public interface Forecasts {

        /** A carrier's forecast is this now. */
        void predicted(String carrier, PathForecast forecast, long nowNanos);
    }

    /**
     * Listens to signals from now on.
     *
     * @param outageShare the least share of matches that an outage followed, for it to be expected; 0 to 1
     */
    public HistoryContext(
            double outageShare, ContextRegistry contexts, PredictionSource source, Forecasts forecasts, long nowNanos) {
        this.outageShare = outageShare;
        this.source = source;
        this.forecasts = forecasts;
        this.backoff = new Backoff(MIN_WAIT_MILLIS, MAX_WAIT_MILLIS, nowNanos);
        this.unsubscribe = contexts.subscribe(
                CarrierSignal.TYPE, (carrier, stamped) -> heard(carrier, stamped.value(), stamped.atNanos()));
    }

    private void heard(String carrier, CarrierSignal signal, long atNanos) {
        if (windows.size() < MAX_CARRIERS || windows.containsKey(carrier)) {
            windows.computeIfAbsent(carrier, SignalWindow::new).add(signal, atNanos);
        }
    }

    /** Asks for more if there is more to ask with; if not, publishes what is remembered as it reads by now. */
    public void step(long nowNanos) {
        if (asking || !backoff.isOver(nowNanos) || !ask()) {
            publish(nowNanos);
        }
    }

    /** Withdraws its forecasts, and makes no more. */
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
                take(questions, predictions, nowNanos);
            }

            @Override
            public void failed(String why, long nowNanos) {
                asking = false;
                fail(why, nowNanos);
            }
        });
        return true;
    }

    private void take(List<SignalWindow.Question> questions, List<CarrierPrediction> predictions, long nowNanos) {
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
            // What an earlier place predicted still holds until its look-ahead is over.
            misses++;
        }
    }

    private void fail(String why, long nowNanos) {
        failures++;
        lastFailure = Optional.of(why);
        backoff.failed(nowNanos);
        publish(nowNanos);
    }

    /** How it stands. */
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
