package dev.wayside.relay.path;

import java.util.HashSet;
import java.util.Set;

/**
 * The evidence that the cloud relay's process has ended: then its machine refuses every dial. A router refuses, too,
 * while its own network is down, but then over one carrier and for a moment. Time is an argument.
 */
final class CloudEnd {

    /** Chosen: carriers' routers do not begin to refuse together. */
    private static final double SEVERAL_CARRIERS_MILLIS = 1_000;
    /** Chosen: the same time without a sign of life after which connections pass by. */
    private static final double ONE_CARRIER_MILLIS = 5_000;

    private final Set<String> refusing = new HashSet<>();
    private long sinceNanos;

    /** Notes that a dial over this carrier, while no path is open, was refused at an address of the process. */
    void refused(String carrier, long nowNanos) {
        if (refusing.isEmpty()) {
            sinceNanos = nowNanos;
        }
        refusing.add(carrier);
    }

    /** Notes that a dial over this carrier failed in another way. */
    void failed(String carrier) {
        refusing.remove(carrier);
    }

    /** Notes that a path is open. */
    void opened() {
        refusing.clear();
    }

    boolean isCertain(long nowNanos) {
        double millis = (nowNanos - sinceNanos) / 1e6;
        return !refusing.isEmpty() && millis >= (refusing.size() > 1 ? SEVERAL_CARRIERS_MILLIS : ONE_CARRIER_MILLIS);
    }
}
