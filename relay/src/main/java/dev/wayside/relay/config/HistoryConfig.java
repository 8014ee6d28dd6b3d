package dev.wayside.relay.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The history database that an edge asks for predictions, and reports to.
 *
 * @param url the address of {@code wayside serve}, http or https
 * @param token a bearer token with the scope {@code query}, and {@code ingest} for reports; none if absent
 * @param timeoutMillis time limit of an answer, ms; above 0; {@value #DEFAULT_TIMEOUT_MILLIS} if absent
 * @param intervalMillis time between requests, each about all carriers, ms; above 0; {@value #DEFAULT_INTERVAL_MILLIS}
 *     if absent
 * @param outageShare min share of the matches that an outage followed, for an outage to be predicted; above 0, up to 1;
 *     {@value #DEFAULT_OUTAGE_SHARE} if absent
 * @param report measurements sent to the history; none if absent
 */
public record HistoryConfig(
        URI url,
        Optional<String> token,
        Optional<Integer> timeoutMillis,
        Optional<Integer> intervalMillis,
        Optional<Double> outageShare,
        Optional<Report> report) {

    /** Chosen: a later answer is about a place half a second, or 40 m at 300 km/h, behind. */
    private static final int DEFAULT_TIMEOUT_MILLIS = 500;

    /** Chosen: 20 m at 300 km/h. */
    private static final int DEFAULT_INTERVAL_MILLIS = 250;

    /** Chosen: an outage is expected if it is more likely than not. */
    private static final double DEFAULT_OUTAGE_SHARE = 0.5;

    /**
     * Measurements of the trip, sent to the history.
     *
     * @param spool the directory in which rows wait to be sent
     * @param intervalSeconds time between reports, s; above 0; {@value #DEFAULT_INTERVAL_SECONDS} if absent
     * @param maxMegabytes max size of what waits, MB; above 0; {@value #DEFAULT_MAX_MEGABYTES} if absent
     */
    public record Report(Path spool, Optional<Integer> intervalSeconds, Optional<Integer> maxMegabytes) {

        /** Chosen: a visit is sent once the vehicle has left its cell, which takes about as long. */
        private static final int DEFAULT_INTERVAL_SECONDS = 60;

        /** Chosen: eight trips of the longest file, 8 MB. */
        private static final int DEFAULT_MAX_MEGABYTES = 64;

        /** Checks the settings. */
        public Report {
            Absent.required(spool, "spool");
            positive(intervalSeconds, "intervalSeconds");
            positive(maxMegabytes, "maxMegabytes");
        }

        /** Time between reports, s. */
        public int reportIntervalSeconds() {
            return intervalSeconds.orElse(DEFAULT_INTERVAL_SECONDS);
        }

        /** Max size of the spool, bytes. */
        public long maxBytes() {
            return maxMegabytes.orElse(DEFAULT_MAX_MEGABYTES) * 1_000_000L;
        }
    }

    /** Checks the settings. */
    public HistoryConfig {
        Absent.required(url, "url");
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("'url' is not a URL, such as http://127.0.0.1:8080: " + url);
        }
        positive(timeoutMillis, "timeoutMillis");
        positive(intervalMillis, "intervalMillis");
        if (!(outageShare.orElse(DEFAULT_OUTAGE_SHARE) > 0 && outageShare.orElse(DEFAULT_OUTAGE_SHARE) <= 1)) {
            throw new IllegalArgumentException("'outageShare' must be above 0 and at most 1, not " + outageShare.get());
        }
    }

    /** True if both send the same requests; reports may differ. */
    public boolean asksAs(HistoryConfig other) {
        return withoutReport().equals(other.withoutReport());
    }

    private HistoryConfig withoutReport() {
        return new HistoryConfig(url, token, timeoutMillis, intervalMillis, outageShare, Optional.empty());
    }

    private static void positive(Optional<Integer> value, String name) {
        if (value.orElse(1) <= 0) {
            throw new IllegalArgumentException("'" + name + "' must be above 0, not " + value.get());
        }
    }

    /** Time limit of a request, ms. */
    public int answerTimeoutMillis() {
        return timeoutMillis.orElse(DEFAULT_TIMEOUT_MILLIS);
    }

    /** Time between requests, ms. */
    public int askIntervalMillis() {
        return intervalMillis.orElse(DEFAULT_INTERVAL_MILLIS);
    }

    /** Min share of matches for an outage to be expected. */
    public double minOutageShare() {
        return outageShare.orElse(DEFAULT_OUTAGE_SHARE);
    }
}
