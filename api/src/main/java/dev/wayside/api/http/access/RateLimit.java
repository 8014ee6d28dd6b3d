package dev.wayside.api.http.access;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;

/**
 * A limit of each client (a token, or without tokens an address) to a rate, with bursts of up to two seconds' worth; a
 * rate of 0 limits nobody.
 */
public final class RateLimit {

    /** Chosen: a page may load all its parts at once. */
    private static final int BURST_SECONDS = 2;
    /** Chosen: a flood from many addresses must not fill the memory; an evicted client starts with a full bucket. */
    private static final int MAX_CLIENTS = 100_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int requestsPerSecond;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_CLIENTS).build();

    public RateLimit(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    /** @throws ProblemException if the client has asked too often of late */
    void check(Context context) {
        // What watches the service must see it also while it is flooded.
        if (!context.routeRoles().isEmpty()) {
            spend(context);
        }
    }

    /**
     * As {@link #check}, whatever the route.
     *
     * @throws ProblemException if the client has asked too often of late
     */
    void spend(Context context) {
        if (requestsPerSecond == 0) {
            return;
        }
        ConsumptionProbe probe = buckets.get(AccessControl.client(context), client -> newBucket())
                .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = 1 + probe.getNanosToWaitForRefill() / NANOS_PER_SECOND;
            context.header("Retry-After", Long.toString(seconds));
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS,
                    "more than " + requestsPerSecond + " requests a second; send several observations in one");
        }
    }

    /** True if one message more of a stream is within the rate, which a client's requests and streams share. */
    public boolean acceptsMessage(String client) {
        return requestsPerSecond == 0 || buckets.get(client, key -> newBucket()).tryConsume(1);
    }

    /** The limit; 0 for none. */
    public int requestsPerSecond() {
        return requestsPerSecond;
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity((long) requestsPerSecond * BURST_SECONDS)
                        .refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
                .build();
    }
}
