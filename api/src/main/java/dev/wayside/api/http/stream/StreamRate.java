package dev.wayside.api.http.stream;

import dev.wayside.api.http.access.RateLimit;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;

/**
 * The limit of one stream's messages to its client's rate. Messages of one connection come one after the other.
 *
 * <p>What is too much is passed over. A client that does not heed it is let go: once it has sent ten seconds' worth of
 * messages more in vain than were taken.
 */
final class StreamRate {

    /** Chosen: a client that heeds the refusals stops within seconds. */
    private static final int MAX_EXCESS_SECONDS = 10;

    private final RateLimit limit;
    private final String client;
    private int refusedInExcess;

    StreamRate(RateLimit limit, String client) {
        this.limit = limit;
        this.client = client;
    }

    /** @throws ProblemException if the message is one too many */
    void check() {
        if (limit.acceptsMessage(client)) {
            refusedInExcess = Math.max(0, refusedInExcess - 1);
            return;
        }
        refusedInExcess++;
        throw new ProblemException(
                ProblemType.TOO_MANY_REQUESTS,
                "more than " + limit.requestsPerSecond()
                        + " messages and requests a second; send several samples in one message");
    }

    /** True if the client ignores refusals. */
    boolean isExhausted() {
        return refusedInExcess > MAX_EXCESS_SECONDS * limit.requestsPerSecond();
    }
}
