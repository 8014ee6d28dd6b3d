package dev.wayside.relay.routing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comparison of the SYNs that rules hand over with the kernel's answers to them. Without answers, clients wait in
 * vain; then connections must pass by for a while.
 */
final class UnansweredHandOvers {

    /** Chosen: the SYN and the retransmissions of one client that waits in vain. */
    private static final long MIN_UNANSWERED = 3;

    /** Chosen: longer than the half second within which the kernel answers no second SYN of one connection. */
    private static final long MIN_SPAN_NANOS = 2_000_000_000L;

    /** Chosen: each trial costs clients a second. */
    private static final long FAULT_NANOS = 60_000_000_000L;

    private static final Pattern COUNTER = Pattern.compile("counter (\\w+) \\{\\s*packets (\\d+)", Pattern.MULTILINE);

    private long answered;
    private long handedOver;
    private long handedOverByAnswer;
    private long unansweredSinceNanos;
    private long faultUntilNanos;
    private boolean isFailing;

    /**
     * Updates the counts.
     *
     * @param listed the relay's tables as nft prints them
     */
    void update(String listed, long now) {
        long handedOverBefore = handedOver;
        handedOver = count(listed, InterceptionTables.HANDED_OVER);
        long answers = count(listed, InterceptionTables.ANSWERED);
        if (answers != answered || handedOver < handedOverBefore) {
            answered = answers;
            handedOverByAnswer = handedOver;
            isFailing = false;
        } else if (handedOverBefore == handedOverByAnswer) {
            unansweredSinceNanos = now;
        }
        if (handedOver > handedOverBefore
                && handedOver - handedOverByAnswer >= MIN_UNANSWERED
                && now - unansweredSinceNanos >= MIN_SPAN_NANOS) {
            isFailing = true;
            faultUntilNanos = now + FAULT_NANOS;
            handedOverByAnswer = handedOver;
        }
        isFailing = isFailing && now - faultUntilNanos < 0;
    }

    private static long count(String listed, String name) {
        Matcher counter = COUNTER.matcher(listed);
        while (counter.find()) {
            if (counter.group(1).equals(name)) {
                return Long.parseLong(counter.group(2));
            }
        }
        return 0;
    }

    Optional<String> fault() {
        return isFailing
                ? Optional.of(
                        "the kernel does not deliver connections that rules hand over (does another rule change their mark, or"
                                + " a bridge or VPN deliver packets twice?); they pass, and the relay tries again after a minute")
                : Optional.empty();
    }
}
