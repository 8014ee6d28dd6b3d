package dev.wayside.relay.feed;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.config.HistoryConfig;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.context.CarrierSignal;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.reload.ReloadReport;

/**
 * The edge's contexts and their sources: signal from logs, modems and other programs; forecasts from the history and
 * from other programs. Used on the relay's loop.
 */
public final class EdgeContexts implements AutoCloseable {

    /**
     * The time for which a pushed forecast replaces those of the history. Chosen: a pusher sends at least once a
     * second.
     */
    private static final long PUSHED_NANOS = 5_000_000_000L;

    private final RelayLoop loop;
    private final ContextRegistry registry = new ContextRegistry();
    private final ContextRegistry.Publisher<PathForecast> forecasts =
            registry.register(PathForecast.TYPE, "history and pushed");
    private final ContextRegistry.Publisher<CarrierSignal> signals =
            registry.register(CarrierSignal.TYPE, "replay, modems and pushed");
    private final Set<String> carriers;
    private final Map<String, Long> pushedNanos = new HashMap<>();
    private Optional<HistoryConfig> history;
    private Optional<HistoryQuestions> questions;
    private Optional<TripReports> reports;
    private SignalSources sources;

    public EdgeContexts(RelayLoop loop, EdgeConfig config) throws IOException, ConfigException {
        this.loop = loop;
        this.carriers = carriers(config);
        this.sources = new SignalSources(loop, config.signal(), this::publish);
        this.history = config.history();
        this.reports = TripReports.of(history);
        this.questions = history.map(this::questions);
    }

    private static Set<String> carriers(EdgeConfig config) {
        return config.uplinks().stream().map(Uplink::carrier).collect(Collectors.toCollection(HashSet::new));
    }

    private HistoryQuestions questions(HistoryConfig config) {
        return new HistoryQuestions(loop, config, registry, this::predicted);
    }

    public ContextRegistry registry() {
        return registry;
    }

    public void start() {
        sources.start();
        questions.ifPresent(HistoryQuestions::start);
        reports.ifPresent(made -> made.start(registry, loop.now()));
    }

    /**
     * The resources that new settings need, and that may be unavailable.
     *
     * @param sources that replace those in force; empty if these stay
     * @param reports to another spool; empty if the spool stays or there is none
     */
    public record Change(Optional<SignalSources> sources, Optional<TripReports> reports) {}

    /** Reads logs and opens the spool; not called on the loop. */
    public Change prepare(EdgeConfig next) throws IOException, ConfigException {
        Optional<SignalSources> other = sources.hasConfig(next.signal())
                ? Optional.empty()
                : Optional.of(new SignalSources(loop, next.signal(), this::publish));
        boolean isSameSpool =
                reports.filter(made -> made.canContinue(next.history())).isPresent();
        return new Change(other, isSameSpool ? Optional.empty() : TripReports.of(next.history()));
    }

    /** Applies the change. The result closes what was replaced; the caller runs it outside the loop. */
    public Runnable reload(Change change, EdgeConfig next, ReloadReport.Lines lines) {
        carriers.clear();
        carriers.addAll(carriers(next));
        change.sources().ifPresent(other -> {
            sources.close();
            sources = other;
            other.start();
            lines.applied("signal: applied");
        });
        lines.applied("history", history, next.history());
        Optional<HistoryConfig> before = history;
        history = next.history();
        if (before.isPresent() != history.isPresent()
                || before.filter(asked -> !asked.asksAs(history.orElseThrow())).isPresent()) {
            questions.ifPresent(HistoryQuestions::retire);
            questions = history.map(this::questions);
            questions.ifPresent(HistoryQuestions::start);
        }
        return before.equals(history) ? () -> {} : replaceReports(change);
    }

    private Runnable replaceReports(Change change) {
        if (change.reports().isEmpty()
                && reports.filter(made -> made.canContinue(history)).isPresent()) {
            reports.orElseThrow().use(history.orElseThrow());
            return () -> {};
        }
        Optional<TripReports> before = reports;
        before.ifPresent(TripReports::stop);
        reports = change.reports();
        reports.ifPresent(made -> made.start(registry, loop.now()));
        return () -> before.ifPresent(TripReports::close);
    }

    /** Accepts contexts of this carrier from now on, as an uplink was added. */
    public void addCarrier(String carrier) {
        carriers.add(carrier);
    }

    /** Publishes signal of a carrier with an uplink; any other is of no use. */
    private void publish(String carrier, CarrierSignal signal, long atNanos) {
        if (carriers.contains(carrier)) {
            signals.publish(carrier, signal, atNanos);
        }
    }

    private void predicted(String carrier, PathForecast forecast, long nowNanos) {
        if (nowNanos - pushedNanos.getOrDefault(carrier, nowNanos - PUSHED_NANOS) >= PUSHED_NANOS) {
            forecasts.publish(carrier, forecast, nowNanos);
        }
    }

    /**
     * Publishes a forecast of another program.
     *
     * @throws IllegalArgumentException if no uplink is on the carrier
     */
    public void push(PushedForecast pushed) {
        requireKnown(pushed.carrier());
        long now = loop.now();
        OptionalLong at = pushed.outageInMillis().isPresent()
                ? OptionalLong.of(now + Math.round(pushed.outageInMillis().getAsDouble() * 1e6))
                : OptionalLong.empty();
        pushedNanos.put(pushed.carrier(), now);
        forecasts.publish(
                pushed.carrier(),
                new PathForecast(
                        pushed.downlinkBps(), pushed.uplinkBps(), pushed.confidence(), at, pushed.outageMillis()),
                now);
    }

    /**
     * Publishes a signal of another program.
     *
     * @throws IllegalArgumentException if no uplink is on the carrier, or the signal is out of range
     */
    public void push(PushedSignal pushed) {
        requireKnown(pushed.carrier());
        signals.publish(pushed.carrier(), pushed.signal(), loop.now());
    }

    private void requireKnown(String carrier) {
        if (!carriers.contains(carrier)) {
            throw new IllegalArgumentException(
                    "no uplink is on carrier '" + carrier + "'; there are " + String.join(", ", carriers));
        }
    }

    public ContextStatus status() {
        long now = loop.now();
        Map<String, ContextStatus.Signal> heard = new TreeMap<>();
        registry.all(CarrierSignal.TYPE)
                .forEach((carrier, at) -> heard.put(
                        carrier,
                        new ContextStatus.Signal(at.value().cell(), at.value().rsrpDbm(), (now - at.atNanos()) / 1e6)));
        Map<String, ContextStatus.Forecast> predicted = new TreeMap<>();
        registry.all(PathForecast.TYPE).forEach((carrier, at) -> predicted.put(carrier, forecast(at, now)));
        return new ContextStatus(
                heard,
                predicted,
                questions.map(asked -> asked.status(now)),
                sources.problems(),
                reports.map(TripReports::status));
    }

    private static ContextStatus.Forecast forecast(ContextRegistry.Stamped<PathForecast> at, long now) {
        PathForecast forecast = at.value();
        return new ContextStatus.Forecast(
                forecast.downlinkBps(),
                forecast.uplinkBps(),
                forecast.rttMillis(),
                forecast.loss(),
                forecast.confidence(),
                forecast.outageAtNanos().isPresent()
                        ? OptionalDouble.of((forecast.outageAtNanos().getAsLong() - now) / 1e6)
                        : OptionalDouble.empty(),
                (now - at.atNanos()) / 1e6);
    }

    @Override
    public void close() {
        questions.ifPresent(HistoryQuestions::close);
        sources.close();
        reports.ifPresent(TripReports::close);
    }
}
