package dev.wayside.kvstore;

import java.util.List;

/**
 * The signal of one stored stretch of a visit, and the handovers along it and its look-ahead.
 *
 * @param key its key in the store
 * @param startEpochMillis time of the first sample, ms since 1970-01-01T00:00Z; a multiple of the sampling interval
 * @param rsrp the samples, one per sampling interval, none missing; at least one
 * @param handovers handovers of the same trace from the first sample to one look-ahead past the last, by time; they may
 *     lie in cells entered later
 */
public record VisitSignal(VisitKey key, long startEpochMillis, RsrpSeries rsrp, List<Handover> handovers) {

    /** @throws IllegalArgumentException if there is no sample */
    public VisitSignal {
        if (rsrp.length() == 0) {
            throw new IllegalArgumentException("a visit has at least one sample");
        }
        handovers = List.copyOf(handovers);
    }
}
