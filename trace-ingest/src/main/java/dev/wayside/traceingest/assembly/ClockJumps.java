package dev.wayside.traceingest.assembly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.Rejection;

/**
 * The rows of one trace whose times jump. A time is believed once the log goes on in it. If the log returns to the old
 * time before, only the rows in between are rejected; if it goes on in an earlier time than its first few rows, only
 * those. Not thread-safe.
 */
public final class ClockJumps {

    /** Chosen: the length of a gap that ends a trace. */
    private static final long AHEAD_MILLIS = TraceAssembler.TRIP_GAP_MILLIS;
    /** Chosen: rows of one log are out of order by less; a shorter step back costs few rows. */
    private static final long BACK_MILLIS = 60_000;
    /** Chosen: a clock that is wrong for more rows was set on purpose. */
    private static final int CONFIRMING_ROWS = 20;
    /** Chosen: fewer rows at an end of the log make no window of ten samples. */
    private static final int MAX_STRAY_ROWS = 5;
    /** Chosen: the smallest difference between time zones; a shorter gap is an ordinary pause. */
    private static final long MIN_STRAY_MILLIS = 30 * 60_000L;
    /** Chosen: bounds the memory for rows without coverage information; they confirm nothing. */
    private static final int MAX_HELD_ROWS = 1_000;

    private static final long NONE = Long.MIN_VALUE;

    /** The receiver of the rows, in order. */
    public interface Receiver {

        /** A row whose time is believed. */
        void believed(LogRow row);

        /** A row whose time is not believed. */
        void doubted(LogRow row, Rejection reason, String why);

        /** The clock was set back: the rows from this one on are of another trace. */
        void setBack(LogRow first);
    }

    private final Receiver receiver;
    /** The rows that are believed until the log goes on in an earlier time; empty once {@link #confirmed}. */
    private final List<LogRow> first = new ArrayList<>();

    private int firstSteps;
    /** The rows after a jump. */
    private final List<LogRow> held = new ArrayList<>();

    private boolean confirmed;
    private long lastMillis = NONE;
    /** The number of timed rows without a jump, up to the last that is believed. */
    private int run;

    private long heldMillis;
    private int heldSteps;

    public ClockJumps(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Adds the next row. */
    public void row(LogRow row) {
        long stepMillis = row.epochMillis() - lastMillis;
        boolean timed = isTimed(row);
        if (held.isEmpty() && (!timed || lastMillis == NONE || isOrdinary(stepMillis))) {
            believe(row, timed);
        } else if (!timed) {
            holdUntimed(row);
        } else if (held.isEmpty()) {
            hold(row);
        } else if (stepMillis >= 0 && stepMillis <= AHEAD_MILLIS) {
            rejectHeld();
            believe(row, true);
        } else {
            suspect(row);
        }
    }

    /** Decides on the rows at the end. */
    public void end() {
        decide();
        confirm();
    }

    private static boolean isTimed(LogRow row) {
        return row.coverage() != Coverage.UNKNOWN;
    }

    private static boolean isOrdinary(long stepMillis) {
        return stepMillis <= AHEAD_MILLIS && stepMillis >= -BACK_MILLIS;
    }

    private boolean isAhead() {
        return held.get(0).epochMillis() > lastMillis;
    }

    private void suspect(LogRow row) {
        long stepMillis = row.epochMillis() - heldMillis;
        boolean setBack = stepMillis > 0 && row.epochMillis() < lastMillis && !isAhead();
        if (isOrdinary(stepMillis) || setBack) {
            hold(row);
            if (heldSteps >= CONFIRMING_ROWS) {
                believeHeld();
            }
        } else if (stepMillis > 0 && isAhead()) {
            // A log of few rows: each is far from the one before.
            believeHeld();
            hold(row);
        } else {
            rejectHeld();
            hold(row);
        }
    }

    private void hold(LogRow row) {
        held.add(row);
        heldMillis = row.epochMillis();
        heldSteps++;
    }

    private void holdUntimed(LogRow row) {
        held.add(row);
        if (held.size() >= MAX_HELD_ROWS) {
            decide();
        }
    }

    /** Decides without more rows: a jump ahead may be a pause; of a jump back, the longer side is right. */
    private void decide() {
        if (held.isEmpty()) {
            return;
        }
        boolean believed = isAhead() ? !isStray(run, heldSteps) : !confirmed && heldSteps > firstSteps;
        if (believed) {
            believeHeld();
        } else {
            rejectHeld();
        }
    }

    /** True if a few rows lie far from many others. */
    private boolean isStray(int rows, int strayRows) {
        return rows >= CONFIRMING_ROWS
                && strayRows <= MAX_STRAY_ROWS
                && held.get(0).epochMillis() - lastMillis > MIN_STRAY_MILLIS;
    }

    private void believe(LogRow row, boolean timed) {
        if (timed) {
            run = lastMillis != NONE && isOrdinary(row.epochMillis() - lastMillis) ? run + 1 : 1;
            lastMillis = Math.max(lastMillis, row.epochMillis());
        }
        if (confirmed || (!timed && first.isEmpty())) {
            receiver.believed(row);
        } else {
            first.add(row);
            firstSteps += timed ? 1 : 0;
            if (firstSteps >= CONFIRMING_ROWS || first.size() >= MAX_HELD_ROWS) {
                confirm();
            }
        }
    }

    private void confirm() {
        confirmed |= !first.isEmpty();
        first.forEach(receiver::believed);
        first.clear();
        firstSteps = 0;
    }

    private void believeHeld() {
        List<LogRow> rows = List.copyOf(held);
        boolean ahead = isAhead();
        if (ahead && !confirmed && isStray(heldSteps, firstSteps)) {
            rejectFirst(NONE, ", long before all other rows");
        } else if (!ahead && confirmed) {
            receiver.setBack(rows.get(0));
            lastMillis = NONE;
        } else if (!ahead) {
            rejectFirst(rows.get(0).epochMillis(), ", and rows after it are earlier");
        }
        release();
        rows.forEach(row -> believe(row, isTimed(row)));
    }

    /** Rejects the first rows that are later than a time, and considers the others again. */
    private void rejectFirst(long millis, String why) {
        List<LogRow> rows = List.copyOf(first);
        first.clear();
        firstSteps = 0;
        lastMillis = NONE;
        for (LogRow row : rows) {
            if (isTimed(row) && row.epochMillis() > millis) {
                receiver.doubted(row, Rejection.TIME_JUMPED, timeOf(row) + why);
            } else {
                believe(row, isTimed(row));
            }
        }
    }

    private void rejectHeld() {
        boolean ahead = isAhead();
        for (LogRow row : held) {
            if (!isTimed(row)) {
                receiver.believed(row);
            } else if (ahead) {
                receiver.doubted(
                        row, Rejection.TIME_JUMPED, timeOf(row) + ", and the rows after it are earlier, or few");
            } else {
                receiver.doubted(row, Rejection.TIME_BACKWARDS, "earlier than the row before it");
            }
        }
        release();
    }

    private static String timeOf(LogRow row) {
        return Instant.ofEpochMilli(row.epochMillis()).toString();
    }

    private void release() {
        held.clear();
        heldSteps = 0;
    }
}
