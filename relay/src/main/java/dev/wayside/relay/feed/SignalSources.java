package dev.wayside.relay.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.SignalConfig;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.signal.CanonicalLog;
import dev.wayside.relay.signal.SignalReplay;

/** The edge's own sources of signal: replayed logs, and modems. */
final class SignalSources implements AutoCloseable {

    /** Chosen: a fraction of the interval of samples, which are a second apart. */
    private static final int REPLAY_MILLIS = 20;

    private final RelayLoop loop;
    private final SignalReplay.Sink sink;
    private final Optional<SignalConfig> config;
    private final Optional<SignalReplay> replay;
    private Optional<ModemPoller> modems = Optional.empty();
    private Runnable replayEnd = () -> {};

    /**
     * Reads the logs.
     *
     * @param sink called on the loop
     */
    SignalSources(RelayLoop loop, Optional<SignalConfig> config, SignalReplay.Sink sink)
            throws IOException, ConfigException {
        this.loop = loop;
        this.config = config;
        this.sink = sink;
        this.replay = replay(config.flatMap(SignalConfig::replay));
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

    boolean hasConfig(Optional<SignalConfig> other) {
        return config.equals(other);
    }

    /** Starts, on the loop. */
    void start() {
        replayEnd = replay.map(log -> loop.every(REPLAY_MILLIS, now -> log.step(now, sink)))
                .orElse(replayEnd);
        modems = config.filter(signal -> !signal.modems().isEmpty())
                .map(signal -> new ModemPoller(
                        signal.modems(),
                        signal.pollIntervalMillis(),
                        (carrier, heard) -> loop.later(now -> sink.played(carrier, heard, now))));
    }

    /** Faults by carrier. */
    Map<String, String> problems() {
        return modems.map(ModemPoller::problems).orElse(Map.of());
    }

    @Override
    public void close() {
        replayEnd.run();
        modems.ifPresent(ModemPoller::close);
    }
}
