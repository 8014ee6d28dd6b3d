package dev.wayside.relay.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The history database that an edge asks and reports to.
 *
 * @param url where {@code wayside serve} listens
 * @param token a bearer token of scope {@code query}, and {@code ingest} for reports
 * @param timeoutMillis how long an answer is waited for; 500 if absent
 * @param intervalMillis how often is asked; 250 if absent
 * @param outageShare the least share of matches that an outage followed, for it to be expected; 0.5 if absent
 * @param report what is sent back; nothing if absent
 */
public record HistoryConfig(
        URI url,
        Optional<String> token,
        Optional<Integer> timeoutMillis,
        Optional<Integer> intervalMillis,
        Optional<Double> outageShare,
        Optional<Report> report) {

    private static final int TIMEOUT_MILLIS = 500;
    private static final int INTERVAL_MILLIS = 250;
    private static final double OUTAGE_SHARE = 0.5;

    /**
     * Measurements for the history.
     *
     * @param spool the directory in which they wait
     * @param intervalSeconds how often they are sent; 60 if absent
     * @param maxMegabytes how much may wait; 64 if absent
     */
    public record Report(Path spool, Optional<Integer> intervalSeconds, Optional<Integer> maxMegabytes) {

        private static final int INTERVAL_SECONDS = 60;
        private static final int MAX_MEGABYTES = 64;

        /** Checks what is there. */
        public Report {
            Absent.required(spool, "spool");
            positive(intervalSeconds, "intervalSeconds");
            positive(maxMegabytes, "maxMegabytes");
        }

        /** Time between reports, s. */
        public int seconds() {
            return intervalSeconds.orElse(INTERVAL_SECONDS);
        }

        /** What may wait, bytes. */
        public long maxBytes() {
            return maxMegabytes.orElse(MAX_MEGABYTES) * 1_000_000L;
        }
    }

    /** Checks what is there. */
    public HistoryConfig {
        Absent.required(url, "url");
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("'url' is not one, as http://127.0.0.1:8080: " + url);
        }
        positive(timeoutMillis, "timeoutMillis");
        positive(intervalMillis, "intervalMillis");
        if (!(outageShare.orElse(OUTAGE_SHARE) > 0 && outageShare.orElse(OUTAGE_SHARE) <= 1)) {
            throw new IllegalArgumentException("'outageShare' lies above 0 and at most at 1");
        }
    }

    /** Whether both ask alike; reports aside. */
    public boolean asksAs(HistoryConfig other) {
        return withoutReport().equals(other.withoutReport());
    }

    private HistoryConfig withoutReport() {
        return new HistoryConfig(url, token, timeoutMillis, intervalMillis, outageShare, Optional.empty());
    }

    private static void positive(Optional<Integer> value, String name) {
        if (value.orElse(1) <= 0) {
            throw new IllegalArgumentException("'" + name + "' must be above 0");
        }
    }

    /** How long an answer is waited for, ms. */
    public int answerTimeoutMillis() {
        return timeoutMillis.orElse(TIMEOUT_MILLIS);
    }

    /** How often is asked, ms. */
    public int askIntervalMillis() {
        return intervalMillis.orElse(INTERVAL_MILLIS);
    }

    /** The least share of matches for an outage to be expected. */
    public double expectedShare() {
        return outageShare.orElse(OUTAGE_SHARE);
    }
}
