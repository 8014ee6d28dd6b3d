package dev.wayside.relay.config;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Where an edge learns of cells and signal, beside what is pushed to it.
 *
 * @param replay logs that are played; none if absent
 * @param modems asked by {@code mmcli}, one a carrier
 * @param intervalMillis how often modems are asked; 1,000 if absent
 */
public record SignalConfig(Optional<Replay> replay, List<Modem> modems, Optional<Integer> intervalMillis) {

    private static final int INTERVAL_MILLIS = 1_000;

    /**
     * Logs in canonical CSV, played as fast as they were.
     *
     * @param logs one or more
     * @param fromSeconds where to begin, after their earliest row; 0 if absent
     * @param at when that place is played, RFC 3339; when the relay starts, if absent
     */
    public record Replay(List<Path> logs, Optional<Double> fromSeconds, Optional<String> at) {

        /** Checks what is there. */
        public Replay {
            logs = Absent.orEmpty(logs, "logs");
            if (logs.isEmpty()) {
                throw new IllegalArgumentException("'replay' needs 'logs'");
            }
            at.ifPresent(Replay::instant);
        }

        /** When its beginning is played. */
        public Optional<Instant> beginsAt() {
            return at.map(Replay::instant);
        }

        private static Instant instant(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'at' is no time, as 2026-01-05T07:00:00Z: " + text, e);
            }
        }
    }

    /**
     * A modem under ModemManager.
     *
     * @param carrier whose network it is on
     * @param signal the command that answers as {@code mmcli -m 0 -J --signal-get} does
     * @param location the command that answers as {@code mmcli -m 0 -J --location-get} does
     */
    public record Modem(String carrier, List<String> signal, List<String> location) {

        /** Checks what is there. */
        public Modem {
            Absent.required(carrier, "carrier");
            signal = Absent.orEmpty(signal, "signal");
            location = Absent.orEmpty(location, "location");
            if (signal.isEmpty() || location.isEmpty()) {
                throw new IllegalArgumentException("modem of " + carrier
                        + ": 'signal' and 'location' are commands, as [mmcli, -m, \"0\", -J, --signal-get]");
            }
        }
    }

    /** Copies the list. */
    public SignalConfig {
        modems = Absent.orEmpty(modems, "modems");
        if (intervalMillis.orElse(1) <= 0) {
            throw new IllegalArgumentException("'intervalMillis' must be above 0");
        }
    }

    /** How often modems are asked, ms. */
    public int pollIntervalMillis() {
        return intervalMillis.orElse(INTERVAL_MILLIS);
    }
}
