package dev.wayside.matcher.search;

import java.time.LocalDate;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.WindowId;

/**
 * The result of a search: the nearest window of each of the nearest visits, nearest first. Among equal distances the
 * later window is first, then the smaller id, so that one query has one answer.
 *
 * <p>Immutable once the search has returned it, and thread-safe. Keeps the arrays of its index in memory.
 */
public final class NearestVisits {

    private final CellIndex index;
    private final CellIndex.Snapshot history;
    private final DaySet excludedDays;
    private final int length;
    private final long[] squaredDistances;
    private final int[] stretches;
    private final int[] steps;
    private int count;

    NearestVisits(CellIndex index, CellIndex.Snapshot history, DaySet excludedDays, int length, int k) {
        this.index = index;
        this.history = history;
        this.excludedDays = excludedDays;
        this.length = length;
        this.squaredDistances = new long[k];
        this.stretches = new int[k];
        this.steps = new int[k];
    }

    /** Number of visits, at most K. */
    public int count() {
        return count;
    }

    /** Number of samples compared. */
    public int length() {
        return length;
    }

    /** Sum of squared differences of match {@code i}, 1/256 dB^2, exact; includes the part of the time in the visit. */
    public long squaredDistance(int i) {
        return squaredDistances[i];
    }

    /** Root of {@link #squaredDistance} per sample, dB. */
    public double rmsDb(int i) {
        return Math.sqrt(squaredDistances[i] / (double) length) / RsrpSeries.STEPS_PER_DB;
    }

    /** The window of match {@code i}. */
    public WindowId window(int i) {
        int stretch = stretches[i];
        return new WindowId(
                new TraceId(history.stretches().trace()[stretch]),
                history.stretches().visitNumber()[stretch],
                history.stretches().firstSample()[stretch] + offset(i));
    }

    /** Local date the visit of match {@code i} began on. */
    public LocalDate day(int i) {
        return LocalDate.ofEpochDay(history.stretches().epochDay()[stretches[i]]);
    }

    /** Days since 1970-01-01 of {@link #day}. */
    public int epochDay(int i) {
        return history.stretches().epochDay()[stretches[i]];
    }

    /** Time of the first sample of match {@code i}, ms since 1970-01-01T00:00Z. */
    public long startEpochMillis(int i) {
        return startEpochMillis(stretches[i], steps[i]);
    }

    /** First sample of match {@code i} within its stretch. */
    public int offset(int i) {
        return steps[i] * history.grid().stride();
    }

    /** The key of match {@code i}'s stretch in the store. */
    public VisitKey stretchKey(int i, CellKey cell) {
        int stretch = stretches[i];
        return new VisitKey(
                cell,
                day(i),
                new TraceId(history.stretches().trace()[stretch]),
                history.stretches().visitNumber()[stretch],
                history.stretches().firstSample()[stretch]);
    }

    /**
     * The first handover in the look-ahead of match {@code i}, from zero to one look-ahead past the window's last
     * sample, both ends included; -1 if there was none.
     *
     * @param disruptiveOnly failures and outages only
     * @return a number for the methods below
     */
    public int handoverAfter(int i, boolean disruptiveOnly) {
        return history.followed()
                .firstAfter(history.stretches(), history.handovers(), stretches[i], lastSample(i), disruptiveOnly);
    }

    /** Time from the last sample of match {@code i} to a handover of its look-ahead, ms. */
    public long aheadMillis(int i, int handover) {
        return history.followed()
                .aheadMillis(history.stretches(), history.handovers(), stretches[i], lastSample(i), handover);
    }

    /** Time without a cell, ms. */
    public int disconnectionMillis(int handover) {
        return history.handovers().disconnectionMillis()[handover];
    }

    /** The cell that was entered. */
    public String targetCellId(int handover) {
        return history.handovers().targetCellId(handover);
    }

    /**
     * Share of all windows of the query's length in the cell's history, without excluded days, whose look-ahead holds a
     * handover; 0 to 1. Free without excluded days, otherwise a loop over the stretches.
     *
     * @param disruptiveOnly failures and outages only
     * @throws IllegalStateException if there is no such window, and thus no match
     */
    public double historyShare(boolean disruptiveOnly) {
        WindowCounts counts = history.counts();
        long windows = counts.windows()[length];
        long with = (disruptiveOnly ? counts.disrupted() : counts.followed())[length];
        if (!excludedDays.isEmpty()) {
            for (int stretch = 0; stretch < history.stretches().count(); stretch++) {
                if (isExcluded(stretch)) {
                    windows -= WindowCounts.windowsOf(
                            history.stretches(), stretch, length, history.grid().stride());
                    with -= history.followed()
                            .count(history.stretches(), history.handovers(), stretch, length, disruptiveOnly);
                }
            }
        }
        if (windows == 0) {
            throw new IllegalStateException("no window, so no share");
        }
        return with / (double) windows;
    }

    CellIndex.Snapshot history() {
        return history;
    }

    /** The requested K. */
    int k() {
        return squaredDistances.length;
    }

    /** True if this was found in {@code other}. */
    public boolean isFrom(CellIndex other) {
        return index == other;
    }

    boolean isExcluded(int stretch) {
        return excludedDays.contains(history.stretches().epochDay()[stretch]);
    }

    /** The number of match {@code i}'s stretch in its index; it never changes. */
    public int stretch(int i) {
        return stretches[i];
    }

    /** Steps from the stretch's start to match {@code i}. */
    int step(int i) {
        return steps[i];
    }

    private int lastSample(int i) {
        return offset(i) + length - 1;
    }

    /** The limit: a window beyond it cannot be among the nearest; one at it may. */
    long farthest() {
        return count < squaredDistances.length ? Long.MAX_VALUE : squaredDistances[count - 1];
    }

    /** Offers the nearest window of a stretch, which is kept if it is near enough. */
    void offer(int stretch, int step, long squaredDistance) {
        int same = history.stretches().hasLongVisits() ? indexOfVisit(stretch) : -1;
        if (same >= 0) {
            if (compare(stretch, step, squaredDistance, same) < 0) {
                removeAt(same);
                insert(stretch, step, squaredDistance);
            }
        } else if (count < squaredDistances.length) {
            insert(stretch, step, squaredDistance);
        } else if (compare(stretch, step, squaredDistance, count - 1) < 0) {
            count--;
            insert(stretch, step, squaredDistance);
        }
    }

    /** Clears the result. */
    void clear() {
        count = 0;
    }

    private int indexOfVisit(int stretch) {
        for (int i = 0; i < count; i++) {
            if (history.stretches().isSameVisit(stretch, stretches[i])) {
                return i;
            }
        }
        return -1;
    }

    private void removeAt(int i) {
        count--;
        System.arraycopy(squaredDistances, i + 1, squaredDistances, i, count - i);
        System.arraycopy(stretches, i + 1, stretches, i, count - i);
        System.arraycopy(steps, i + 1, steps, i, count - i);
    }

    private void insert(int stretch, int step, long squaredDistance) {
        int at = count++;
        while (at > 0 && compare(stretch, step, squaredDistance, at - 1) < 0) {
            squaredDistances[at] = squaredDistances[at - 1];
            stretches[at] = stretches[at - 1];
            steps[at] = steps[at - 1];
            at--;
        }
        squaredDistances[at] = squaredDistance;
        stretches[at] = stretch;
        steps[at] = step;
    }

    private int compare(int stretch, int step, long squaredDistance, int i) {
        if (squaredDistance != squaredDistances[i]) {
            return Long.compare(squaredDistance, squaredDistances[i]);
        }
        int laterFirst = Long.compare(startEpochMillis(i), startEpochMillis(stretch, step));
        return laterFirst != 0 ? laterFirst : compareIds(stretch, step, i);
    }

    private int compareIds(int stretch, int step, int i) {
        Stretches.View all = history.stretches();
        int byTrace = Long.compareUnsigned(all.trace()[stretch], all.trace()[stretches[i]]);
        if (byTrace != 0) {
            return byTrace;
        }
        int byVisit = Integer.compare(all.visitNumber()[stretch], all.visitNumber()[stretches[i]]);
        return byVisit != 0
                ? byVisit
                : Integer.compare(
                        all.firstSample()[stretch] + step * history.grid().stride(),
                        all.firstSample()[stretches[i]] + offset(i));
    }

    private long startEpochMillis(int stretch, int step) {
        return history.stretches().startEpochMillis()[stretch]
                + (long) step * history.grid().stride() * history.followed().intervalMillis();
    }
}
