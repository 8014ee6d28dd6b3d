package dev.wayside.api.http.flow;

import java.util.Locale;

import dev.wayside.api.http.exchange.ProblemType;

/** A reason to refuse a request, or to let its client go, that lies in the load and not in the request. */
public enum ShedReason {
    /** More wait than can be served within the deadline. */
    QUEUE_FULL(ProblemType.BUSY, "more requests wait than can be answered in time; try again in a second"),
    /** The caller has its share of those who wait. */
    QUEUE_SHARE(ProblemType.TOO_MANY_REQUESTS, "too many of your requests wait already; send fewer at once"),
    /** Waited until the deadline. */
    DEADLINE(ProblemType.BUSY, "no thread was free in time; try again in a second"),
    /** The bodies under way fill their share of the memory. */
    BODY_MEMORY(ProblemType.BUSY, "the bodies under way fill their share of the memory; send less at once"),
    /** All places for long work are in use. */
    LONG_WORK(
            ProblemType.BUSY, "other long requests are being answered; try again, or send fewer observations at once"),
    /** The caller has its share of the places for long work. */
    LONG_WORK_SHARE(
            ProblemType.TOO_MANY_REQUESTS,
            "your other long requests are being answered; wait for them, or send fewer observations at once"),
    /** All places for bodies of traces are in use. */
    INGEST(ProblemType.BUSY, "too many bodies of traces are being read; try again in a second"),
    /** The caller has its share of the places for bodies of traces. */
    INGEST_SHARE(ProblemType.TOO_MANY_REQUESTS, "too many of your bodies of traces are being read; end one first"),
    /** An answer was read too slowly. */
    SLOW_READER(ProblemType.TOO_SLOW, "the answer was read too slowly"),
    /** The answers that wait fill their share of the memory, and this one was the largest. */
    ANSWER_MEMORY(ProblemType.TOO_SLOW, "the answer was read too slowly"),
    /** The work of a client that had left. */
    CLIENT_LEFT(ProblemType.TOO_SLOW, "the client left");

    private final ProblemType type;
    private final String detail;

    ShedReason(ProblemType type, String detail) {
        this.type = type;
        this.detail = detail;
    }

    ProblemType type() {
        return type;
    }

    String detail() {
        return detail;
    }

    /** The value of its label in the metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
