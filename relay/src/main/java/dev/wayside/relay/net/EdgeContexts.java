package dev.wayside.relay.net;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
import dev.wayside.relay.config.SignalConfig;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.context.CarrierSignal;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;
import dev.wayside.relay.history.HistoryContext;
import dev.wayside.relay.history.TripLog;
import dev.wayside.relay.signal.CanonicalLog;
import dev.wayside.relay.signal.SignalReplay;

/**
 * The edge's contexts and those who generate them: signal from logs, modems and other programs; forecasts from the
 * history and from other programs. Used on the relay's loop.
 */
final class EdgeContexts implements AutoCloseable {

    private static final int REPLAY_MILLIS = 20;
    /** Who pushes forecasts of a carrier has the word on it for so long. */
    private static final long PUSHED_NANOS = 5_000_000_000L;

    private final RelayLoop loop;
    private final ContextRegistry registry = new ContextRegistry();
    private final ContextRegistry.Publisher<PathForecast> forecasts =
            registry.register(PathForecast.TYPE, "history and pushed");
    private final ContextRegistry.Publisher<CarrierSignal> signals =
            registry.register(CarrierSignal.TYPE, "replay, modems and pushed");
    private final Set<String> carriers;
    private final Map<String, Long> pushedNanos = new HashMap<>();
    private final Optional<HistoryConfig> historyConfig;
    private final Optional<HistoryService> service;
    private final Optional<HistoryContext> history;
    private final Optional<SignalReplay> replay;
    private final Optional<ModemPoller> modems;
    private final Optional<HistoryReporter> reporter;

    EdgeContexts(RelayLoop loop, EdgeConfig config) throws IOException, ConfigException {
        this.loop = loop;
        this.carriers = config.uplinks().stream().map(Uplink::carrier).collect(Collectors.toCollection(HashSet::new));
        this.historyConfig = config.history();
        this.replay = replay(config.signal().flatMap(SignalConfig::replay));
        this.service = historyConfig.map(asked -> new HistoryService(loop, asked));
        this.history = service.map(source -> new HistoryContext(
                historyConfig.orElseThrow().expectedShare(), registry, source, this::foretold, loop.now()));
        this.reporter = reporter(historyConfig);
        this.modems = config.signal()
                .filter(signal -> !signal.modems().isEmpty())
                .map(signal -> new ModemPoller(
                        signal.modems(),
                        signal.intervalMillis(),
                        (carrier, heard) -> loop.later(now -> publish(carrier, heard, now))));
    }

    private Optional<HistoryReporter> reporter(Optional<HistoryConfig> config) throws IOException {
        if (config.isEmpty() || config.get().report().isEmpty()) {
            return Optional.empty();
        }
        HistoryReporter made =
                new HistoryReporter(config.get(), config.get().report().get());
        TripLog.listen(registry, made, Instant.now().toEpochMilli(), loop.now());
        return Optional.of(made);
    }

    private Optional<SignalReplay> replay(Optional<SignalConfig.Replay> config) throws IOException, ConfigException {
        if (config.isEmpty()) {
            return Optional.empty();
        }
        List<CanonicalLog> logs = new ArrayList<>();
        for (Path log : config.get().logs()) {
            try {
                logs.add(CanonicalLog.read(log));
            } catch (IllegalArgumentException e) {
                throw new ConfigException("signal.replay: " + e.getMessage(), e);
            }
        }
        long waitMillis = config.get()
                .beginsAt()
                .map(at -> at.toEpochMilli() - Instant.now().toEpochMilli())
                .orElse(0L);
        return Optional.of(
                new SignalReplay(logs, config.get().fromSeconds().orElse(0.0), loop.now() + waitMillis * 1_000_000));
    }

    ContextRegistry registry() {
        return registry;
    }

    void start() {
        replay.ifPresent(log -> loop.every(REPLAY_MILLIS, now -> log.step(now, this::publish)));
        history.ifPresent(asked -> loop.every(historyConfig.orElseThrow().intervalMillis(), asked::step));
    }

    /** An uplink on this carrier has been added. */
    void know(String carrier) {
        carriers.add(carrier);
    }

    /** Signal of a carrier that no uplink is on is of no use. */
    private void publish(String carrier, CarrierSignal signal, long atNanos) {
        if (carriers.contains(carrier)) {
            signals.publish(carrier, signal, atNanos);
        }
    }

    private void foretold(String carrier, PathForecast forecast, long nowNanos) {
        if (nowNanos - pushedNanos.getOrDefault(carrier, nowNanos - PUSHED_NANOS) >= PUSHED_NANOS) {
            forecasts.publish(carrier, forecast, nowNanos);
        }
    }

    /** @throws IllegalArgumentException if no uplink is on the carrier */
    void push(PushedForecast pushed) {
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

    /** @throws IllegalArgumentException if no uplink is on the carrier, or the signal cannot be */
    void push(PushedSignal pushed) {
        requireKnown(pushed.carrier());
        signals.publish(pushed.carrier(), pushed.signal(), loop.now());
    }

    private void requireKnown(String carrier) {
        if (!carriers.contains(carrier)) {
            throw new IllegalArgumentException(
                    "no uplink is on carrier '" + carrier + "'; there are " + String.join(", ", carriers));
        }
    }

    ContextStatus status() {
        long now = loop.now();
        Map<String, ContextStatus.Signal> heard = new TreeMap<>();
        registry.all(CarrierSignal.TYPE)
                .forEach((carrier, at) -> heard.put(
                        carrier,
                        new ContextStatus.Signal(at.value().cell(), at.value().rsrpDbm(), (now - at.atNanos()) / 1e6)));
        Map<String, ContextStatus.Forecast> foretold = new TreeMap<>();
        registry.all(PathForecast.TYPE).forEach((carrier, at) -> foretold.put(carrier, forecast(at, now)));
        return new ContextStatus(
                heard,
                foretold,
                history.map(asked -> asked.status(now)),
                modems.map(ModemPoller::problems).orElse(Map.of()),
                reporter.map(HistoryReporter::status));
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
        service.ifPresent(HistoryService::close);
        modems.ifPresent(ModemPoller::close);
        reporter.ifPresent(HistoryReporter::close);
    }
}
