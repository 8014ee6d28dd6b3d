package dev.wayside.api.http.exchange;

/**
 * Limits of one request, one client, and all clients together.
 *
 * @param bodyBytes max size of a JSON body, 1,000 to 100,000,000
 * @param observations max observations in one request, 1 to 100,000
 * @param samples max samples of one observation, 1 to 1,000,000
 * @param ingestBodyBytes max size of a body of traces, uncompressed, 1,000 and more
 * @param connections max connections at once, 10 to 100,000; further ones wait to be accepted
 * @param connectionsPerAddress max connections of one client address at once, 1 to 100,000; further ones are closed
 * @param requestsPerSecond of one token, or of one address where there are no tokens; 0 sets no limit
 */
public record ServiceLimits(
        int bodyBytes,
        int observations,
        int samples,
        long ingestBodyBytes,
        int connections,
        int connectionsPerAddress,
        int requestsPerSecond) {

    /**
     * 10 MB, 1,000 observations of 10,000 samples, 1 GB of traces, 12,000 connections, half of them per address, any
     * rate.
     */
    public static final ServiceLimits DEFAULT =
            new ServiceLimits(10_000_000, 1_000, 10_000, 1_000_000_000, 12_000, 6_000, 0);

    /** Chosen: ranges that keep a typing error from making the service useless or defenceless. */
    private static final int MIN_BYTES = 1_000;

    private static final int MAX_BODY_BYTES = 100_000_000;
    private static final int MAX_OBSERVATIONS = 100_000;
    private static final int MAX_SAMPLES = 1_000_000;
    private static final int MIN_CONNECTIONS = 10;
    private static final int MAX_CONNECTIONS = 100_000;
    private static final int MAX_RATE = 1_000_000;

    /** @throws IllegalArgumentException if a value is out of its range; names it and the range */
    public ServiceLimits {
        requireBetween("max body size (bytes)", bodyBytes, MIN_BYTES, MAX_BODY_BYTES);
        requireBetween("max observations", observations, 1, MAX_OBSERVATIONS);
        requireBetween("max samples", samples, 1, MAX_SAMPLES);
        requireBetween("max size of a body of traces (bytes)", ingestBodyBytes, MIN_BYTES, Long.MAX_VALUE);
        requireBetween("max connections", connections, MIN_CONNECTIONS, MAX_CONNECTIONS);
        requireBetween("max connections of one address", connectionsPerAddress, 1, MAX_CONNECTIONS);
        requireBetween("requests per second", requestsPerSecond, 0, MAX_RATE);
    }

    /** These limits with another max size of a JSON body. */
    public ServiceLimits withBodyBytes(int other) {
        return new ServiceLimits(
                other, observations, samples, ingestBodyBytes, connections, connectionsPerAddress, requestsPerSecond);
    }

    /** These limits with another number of observations. */
    public ServiceLimits withObservations(int other) {
        return new ServiceLimits(
                bodyBytes, other, samples, ingestBodyBytes, connections, connectionsPerAddress, requestsPerSecond);
    }

    /** These limits with another number of samples. */
    public ServiceLimits withSamples(int other) {
        return new ServiceLimits(
                bodyBytes, observations, other, ingestBodyBytes, connections, connectionsPerAddress, requestsPerSecond);
    }

    /** These limits with another max size of a body of traces. */
    public ServiceLimits withIngestBodyBytes(long other) {
        return new ServiceLimits(
                bodyBytes, observations, samples, other, connections, connectionsPerAddress, requestsPerSecond);
    }

    /** These limits with another number of connections. */
    public ServiceLimits withConnections(int other) {
        return new ServiceLimits(
                bodyBytes, observations, samples, ingestBodyBytes, other, connectionsPerAddress, requestsPerSecond);
    }

    /** These limits with another number of connections of one address. */
    public ServiceLimits withConnectionsPerAddress(int other) {
        return new ServiceLimits(
                bodyBytes, observations, samples, ingestBodyBytes, connections, other, requestsPerSecond);
    }

    /** These limits with another rate. */
    public ServiceLimits withRequestsPerSecond(int other) {
        return new ServiceLimits(
                bodyBytes, observations, samples, ingestBodyBytes, connections, connectionsPerAddress, other);
    }

    private static void requireBetween(String name, long value, long least, long greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(
                    "the " + name + " must lie between " + least + " and " + greatest + ", not " + value);
        }
    }
}
