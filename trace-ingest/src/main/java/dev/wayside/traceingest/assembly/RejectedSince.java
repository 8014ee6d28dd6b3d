package dev.wayside.traceingest.assembly;

import dev.wayside.traceingest.row.RejectedRow;

/**
 * The rejected rows since the last row of a trace. One with the same time as a good row is of the same scan, a
 * neighbour cell without an identity for instance: it does not lie in the gap before or after that row.
 */
public final class RejectedSince {

    private long lastMillis = RejectedRow.NO_TIME;
    private long rejectedMillis;
    private boolean any;
    private boolean ofSeveralTimes;

    /** Adds a rejected row. */
    public void add(RejectedRow row) {
        long millis = row.epochMillis();
        if (millis == lastMillis && millis != RejectedRow.NO_TIME) {
            return;
        }
        ofSeveralTimes |= any && millis != rejectedMillis;
        any = true;
        rejectedMillis = millis;
    }

    /** True if rejected rows lie in the gap before the trace's next row, which has this time. */
    public boolean areBefore(long epochMillis) {
        boolean before = any && (ofSeveralTimes || rejectedMillis != epochMillis);
        any = false;
        ofSeveralTimes = false;
        lastMillis = epochMillis;
        return before;
    }
}
