package dev.wayside.relay.path;

import java.util.HashSet;
import java.util.Set;

/**
 * Whether the cloud relay's process has ended. Without it its machine refuses what is dialled. A router refuses, too,
 * while its own network is down, but then over one carrier and for a moment. Time is an argument.
 */
final class CloudEnd {

    /** Chosen: carriers' routers do not begin to refuse together. */
    private static final double SEVERAL_CARRIERS_MILLIS = 1_000;
    /** Chosen: as long as without a sign of life before connections pass. */
    private static final double ONE_CARRIER_MILLIS = 5_000;

    private final Set<String> refusing = new HashSet<>();
    private long sinceNanos;

    /** A dial over this carrier, without any open path, was refused where the process was. */
    void refused(String carrier, long nowNanos) {
        if (refusing.isEmpty()) {
            sinceNanos = nowNanos;
        }
        refusing.add(carrier);
    }

    /** A dial over this carrier failed in another way. */
    void failed(String carrier) {
        refusing.remove(carrier);
    }

    /** A path is open. */
    void opened() {
        refusing.clear();
    }

    boolean isCertain(long nowNanos) {
        double millis = (nowNanos - sinceNanos) / 1e6;
        return !refusing.isEmpty() && millis >= (refusing.size() > 1 ? SEVERAL_CARRIERS_MILLIS : ONE_CARRIER_MILLIS);
    }
}
