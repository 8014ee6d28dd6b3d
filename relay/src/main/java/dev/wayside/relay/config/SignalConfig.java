package dev.wayside.relay.config;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Sources of cells and signal, next to what programs push to the edge.
 *
 * @param replay logs played again; none if absent
 * @param modems modems under ModemManager, one for each carrier
 * @param intervalMillis time between requests to a modem, ms; above 0; {@value #DEFAULT_INTERVAL_MILLIS} if absent
 */
public record SignalConfig(Optional<Replay> replay, List<Modem> modems, Optional<Integer> intervalMillis) {

    /** Chosen: the interval at which {@code mmcli --signal-setup=1} refreshes the signal. */
    private static final int DEFAULT_INTERVAL_MILLIS = 1_000;

    /**
     * Logs in canonical CSV, played at the speed of the recording.
     *
     * @param logs files; one or more
     * @param fromSeconds the place to begin, s after the earliest row; 0 if absent
     * @param at the time at which that place is played, RFC 3339; the start of the relay if absent
     */
    public record Replay(List<Path> logs, Optional<Double> fromSeconds, Optional<String> at) {

        /** Checks the settings. */
        public Replay {
            logs = Absent.orEmpty(logs, "logs");
            if (logs.isEmpty()) {
                throw new IllegalArgumentException("'replay' needs 'logs': name at least one file");
            }
            at.ifPresent(Replay::instant);
        }

        /** The time at which the start is played. */
        public Optional<Instant> beginsAt() {
            return at.map(Replay::instant);
        }

        private static Instant instant(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'at' is not a time, such as 2026-01-05T07:00:00Z: " + text, e);
            }
        }
    }

    /**
     * A modem under ModemManager.
     *
     * @param carrier the carrier whose network it is on
     * @param signal a command that answers like {@code mmcli -m 0 -J --signal-get}; one or more
     * @param location a command that answers like {@code mmcli -m 0 -J --location-get}; one or more
     */
    public record Modem(String carrier, List<String> signal, List<String> location) {

        /** Checks the settings. */
        public Modem {
            Absent.required(carrier, "carrier");
            signal = Absent.orEmpty(signal, "signal");
            location = Absent.orEmpty(location, "location");
            if (signal.isEmpty() || location.isEmpty()) {
                throw new IllegalArgumentException("modem of " + carrier
                        + ": 'signal' and 'location' must be commands, such as [mmcli, -m, \"0\", -J, --signal-get]");
            }
        }
    }

    /** Checks the settings. */
    public SignalConfig {
        modems = Absent.orEmpty(modems, "modems");
        if (intervalMillis.orElse(1) <= 0) {
            throw new IllegalArgumentException("'intervalMillis' must be above 0, not " + intervalMillis.get());
        }
    }

    /** Time between polls of a modem, ms. */
    public int pollIntervalMillis() {
        return intervalMillis.orElse(DEFAULT_INTERVAL_MILLIS);
    }
}
