package dev.wayside.api.http.flow;

import java.util.concurrent.atomic.AtomicLongArray;

import dev.wayside.api.http.exchange.ProblemException;
import io.javalin.http.Context;

/** The requests that were refused for load, counted by reason. Thread-safe. */
public final class Sheds {

    /** Chosen: a wave of load has passed in a second. */
    static final String RETRY_AFTER_SECONDS = "1";

    private final AtomicLongArray counts = new AtomicLongArray(ShedReason.values().length);

    void count(ShedReason reason) {
        counts.incrementAndGet(reason.ordinal());
    }

    /** Counts a refusal within a call; the problem is to be thrown. */
    public ProblemException refuse(ShedReason reason, Context context) {
        count(reason);
        context.header("Retry-After", RETRY_AFTER_SECONDS);
        return new ProblemException(reason.type(), reason.detail());
    }

    /** Refusals so far. */
    public long of(ShedReason reason) {
        return counts.get(reason.ordinal());
    }
}
