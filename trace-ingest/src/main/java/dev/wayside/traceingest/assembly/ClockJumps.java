package dev.wayside.traceingest.assembly;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;

/**
 * The rows of one trace whose times jump. A jump is believed once the log goes on in the new time; if it returns to the
 * old one, only the rows in between are rejected. Not thread-safe.
 */
public final class ClockJumps {

    /** Chosen: the length of a gap that ends a trace; a shorter step back costs few rows. */
    private static final long JUMP_MILLIS = TraceAssembler.TRIP_GAP_MILLIS;
    /** Chosen: a clock that is wrong for more rows was set on purpose. */
    private static final int LOOK_AHEAD_ROWS = 20;

    private static final long NONE = Long.MIN_VALUE;

    /** The receiver of the rows, in order. */
    public interface Receiver {

        /** A row whose time is believed. */
        void believed(LogRow row);

        /** A row of a time that the log came back from. */
        void jumpedAhead(LogRow row);

        /** A row of an earlier time that the log came back from. */
        void jumpedBack(LogRow row);

        /** The clock was set back: the rows from this one on are of another trace. */
        void setBack(LogRow first);
    }

    private final Receiver receiver;
    private final List<LogRow> held = new ArrayList<>();
    private long lastMillis = NONE;
    private long heldMillis;
    private int heldSteps;

    public ClockJumps(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Adds the next row. */
    public void row(LogRow row) {
        long stepMillis = row.epochMillis() - lastMillis;
        boolean timed = row.coverage() != Coverage.UNKNOWN;
        if (held.isEmpty() && (!timed || lastMillis == NONE || isOrdinary(stepMillis))) {
            believe(row, timed);
        } else if (!timed) {
            held.add(row);
        } else if (held.isEmpty()) {
            hold(row);
        } else if (stepMillis >= 0 && stepMillis <= JUMP_MILLIS) {
            reject();
            believe(row, true);
        } else {
            suspect(row);
        }
    }

    /** Decides on the rows at the end: a jump ahead may be a pause, but nothing confirms a jump back. */
    public void end() {
        if (held.isEmpty()) {
            return;
        }
        if (isAhead()) {
            believeHeld();
        } else {
            reject();
        }
    }

    private static boolean isOrdinary(long stepMillis) {
        return stepMillis <= JUMP_MILLIS && stepMillis >= -JUMP_MILLIS;
    }

    private boolean isAhead() {
        return held.get(0).epochMillis() > lastMillis;
    }

    private void suspect(LogRow row) {
        long stepMillis = row.epochMillis() - heldMillis;
        boolean setBack = stepMillis > 0 && row.epochMillis() < lastMillis && !isAhead();
        if (isOrdinary(stepMillis) || setBack) {
            hold(row);
            if (heldSteps >= LOOK_AHEAD_ROWS) {
                believeHeld();
            }
        } else if (stepMillis > 0 && isAhead()) {
            // A log of few rows: each is far from the one before.
            believeHeld();
            hold(row);
        } else {
            reject();
            hold(row);
        }
    }

    private void hold(LogRow row) {
        held.add(row);
        heldMillis = row.epochMillis();
        heldSteps++;
    }

    private void believe(LogRow row, boolean timed) {
        if (timed) {
            lastMillis = Math.max(lastMillis, row.epochMillis());
        }
        receiver.believed(row);
    }

    private void believeHeld() {
        if (!isAhead()) {
            receiver.setBack(held.get(0));
            lastMillis = NONE;
        }
        held.forEach(row -> believe(row, row.coverage() != Coverage.UNKNOWN));
        release();
    }

    private void reject() {
        boolean ahead = isAhead();
        for (LogRow row : held) {
            if (row.coverage() == Coverage.UNKNOWN) {
                receiver.believed(row);
            } else if (ahead) {
                receiver.jumpedAhead(row);
            } else {
                receiver.jumpedBack(row);
            }
        }
        release();
    }

    private void release() {
        held.clear();
        heldSteps = 0;
    }
}
