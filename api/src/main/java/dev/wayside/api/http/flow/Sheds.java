package dev.wayside.api.http.flow;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.wayside.api.http.exchange.ProblemException;
import io.javalin.http.Context;

/** The requests that were refused for load, counted by reason. Thread-safe. */
public final class Sheds {

    /** Chosen: a wave of load has passed in a second. */
    static final String RETRY_AFTER_SECONDS = "1";

    private final Map<ShedReason, LongAdder> counts = Stream.of(ShedReason.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), reason -> new LongAdder()));

    void count(ShedReason reason) {
        Objects.requireNonNull(counts.get(reason)).increment();
    }

    /** Counts a refusal within a call; the problem is to be thrown. */
    public ProblemException refuse(ShedReason reason, Context context) {
        count(reason);
        context.header("Retry-After", RETRY_AFTER_SECONDS);
        return new ProblemException(reason.type(), reason.detail());
    }

    /** Refusals so far. */
    public long of(ShedReason reason) {
        return Objects.requireNonNull(counts.get(reason)).sum();
    }
}
