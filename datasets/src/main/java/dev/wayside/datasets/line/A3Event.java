package dev.wayside.datasets.line;

import java.util.Arrays;

/**
 * Event A3 of 3GPP TS 36.331 section 5.5.4.4: a neighbour has been better than the serving cell by an offset (here with
 * the hysteresis in it) for the whole time to trigger.
 */
final class A3Event {
    static final int NONE = -1;
    private static final long IDLE = Long.MAX_VALUE;

    private final double offsetDb;
    private final long timeToTriggerMillis;
    private final long[] enteredMillis;

    A3Event(double offsetDb, long timeToTriggerMillis, int cells) {
        this.offsetDb = offsetDb;
        this.timeToTriggerMillis = timeToTriggerMillis;
        this.enteredMillis = new long[cells];
        reset();
    }

    /** Forgets all running timers: the serving cell has changed. */
    void reset() {
        Arrays.fill(enteredMillis, IDLE);
    }

    /** The strongest neighbour for which the event has been triggered by now, or {@link #NONE}. */
    int check(long nowMillis, int serving, Measurements phone) {
        double neededDbm = phone.rsrpDbm(serving) + offsetDb;
        int target = NONE;
        for (int cell : phone.heard()) {
            if (cell == serving || phone.rsrpDbm(cell) <= neededDbm) {
                enteredMillis[cell] = IDLE;
                continue;
            }
            enteredMillis[cell] = Math.min(enteredMillis[cell], nowMillis);
            boolean triggered = nowMillis - enteredMillis[cell] >= timeToTriggerMillis;
            if (triggered && (target == NONE || phone.rsrpDbm(cell) > phone.rsrpDbm(target))) {
                target = cell;
            }
        }
        return target;
    }
}
