package dev.wayside.matcher.search;

import java.util.Arrays;

import dev.wayside.kvstore.RsrpSeries;
import org.jspecify.annotations.Nullable;

/**
 * One search through the history of a cell. {@link WindowFilter} rules out runs; the search measures the rest stretch
 * by stretch, most promising run first, and keeps the nearest window of each. It measures all windows if they are few.
 * Used once; not thread-safe.
 */
final class CellSearch {

    /** Floats are exact below this; see {@link WindowFilter}. */
    private static final int EXACT_BELOW = 1 << 24;

    /** Upper bound of the relative error of a float sum over the squares of one window: 2^-24 for each. */
    private static final double ROUNDING = 1.0 / (1 << 12);

    /**
     * Limits that are tried first, RMS per sample: if K visits lie within one, no other visit needs measuring. A guess
     * that fails costs a pass over the boxes. Chosen: around the default threshold of a match, 3 dB.
     */
    private static final int[] GUESSES_DB = {2, 4};

    /**
     * Chosen: a guess pays with at least this many visits per match, and at most one in this many runs left by the
     * filter.
     */
    private static final int VISITS_WORTH_GUESSING = 2;

    private static final int RUNS_WORTH_GUESSING = 4;

    private final WindowArithmetic arithmetic;
    private final SearchScratch scratch;
    private final NearestVisits nearest;
    private final CellIndex.Snapshot history;
    private final WindowGrid grid;
    private final int length;
    private final @Nullable VisitTime visitTime;

    private long known = Long.MAX_VALUE;
    private int stretch = -1;
    private int firstWindow;
    private int endWindow;
    private int best = -1;
    private long bestSquaredDistance = Long.MAX_VALUE;

    /**
     * A search for the query in {@code scratch}, with its result in {@code nearest}.
     *
     * @param visitTime null if only the signal counts; its part is never negative, so that a run ruled out by the
     *     signal alone stays ruled out
     */
    CellSearch(
            WindowArithmetic arithmetic, SearchScratch scratch, NearestVisits nearest, @Nullable VisitTime visitTime) {
        this.arithmetic = arithmetic;
        this.scratch = scratch;
        this.nearest = nearest;
        this.history = nearest.history();
        this.grid = history.grid();
        this.length = nearest.length();
        this.visitTime = visitTime;
    }

    /**
     * Starts from an earlier result: it bounds the distances of the visits found then. The bound does not tell which
     * visits are nearest, only that no window beyond the farthest of K of them matters, so the result is the same.
     */
    void startFrom(NearestVisits earlier) {
        if (earlier.count() < nearest.k()) {
            return;
        }
        long farthest = 0;
        for (int i = 0; i < nearest.k(); i++) {
            farthest = Math.max(farthest, nearestFrom(earlier.stretch(i), earlier.step(i)));
        }
        known = farthest;
    }

    /** The distance of the nearest of a lane group of windows; the maximum value if none may be matched. */
    private long nearestFrom(int earlierStretch, int step) {
        if (nearest.isExcluded(earlierStretch)) {
            return Long.MAX_VALUE;
        }
        enter(earlierStretch);
        measure(history.stretches().firstStep()[earlierStretch] + step, WindowGrid.LANES);
        long found = bestSquaredDistance;
        forgetBest();
        stretch = -1;
        return found;
    }

    /** The search with the filter. */
    NearestVisits run() {
        boolean isWorthGuessing = known == Long.MAX_VALUE
                && scratch.filter.isUsable()
                && history.stretches().count() >= VISITS_WORTH_GUESSING * nearest.k();
        for (int i = 0; isWorthGuessing && i < GUESSES_DB.length; i++) {
            known = squaredDistanceOf(GUESSES_DB[i]);
            if (lookThrough(1.0 / RUNS_WORTH_GUESSING) && nearest.count() == nearest.k()) {
                return nearest;
            }
            nearest.clear();
            forgetBest();
            stretch = -1;
            known = Long.MAX_VALUE;
        }
        lookThrough(1);
        return nearest;
    }

    /** The search without the filter. */
    NearestVisits scan() {
        for (int at = 0; at < history.stretches().count(); at++) {
            if (!nearest.isExcluded(at)) {
                enter(at);
                measureFrom(history.stretches().firstStep()[at] + firstWindow, endWindow - firstWindow);
                leave();
            }
        }
        return nearest;
    }

    private long squaredDistanceOf(int rmsDb) {
        long perSample = (long) rmsDb * RsrpSeries.STEPS_PER_DB;
        return length * perSample * perSample;
    }

    /**
     * One pass through the history.
     *
     * @param maxShare share of the runs checked together that the filter may leave
     * @return false if it left more, and the pass ended early
     */
    private boolean lookThrough(double maxShare) {
        int runs = history.trail().steps() / grid.runSteps();
        for (int from = 0; from < runs; from += SearchScratch.RUNS_AT_ONCE) {
            int to = Math.min(runs, from + SearchScratch.RUNS_AT_ONCE);
            int count = scratch.filter.isUsable() ? filter(from, to) : all(from, to);
            if (count > maxShare * (to - from)) {
                return false;
            }
            measureFound(count);
        }
        leave();
        return true;
    }

    private int filter(int from, int to) {
        scratch.filter.scaleTo(limitOfAnyVisit());
        return arithmetic.nearRuns(history.trail(), scratch.filter, from, to, scratch.found, scratch.bounds);
    }

    private int all(int from, int to) {
        for (int run = from; run < to; run++) {
            scratch.found[run - from] = run;
        }
        Arrays.fill(scratch.bounds, 0, to - from, (short) 0);
        return to - from;
    }

    private void measureFound(int count) {
        int from = 0;
        while (from < count) {
            int at = stretchOf(scratch.found[from]);
            int to = from + 1;
            int endRun = endRun(at);
            while (to < count && scratch.found[to] < endRun) {
                to++;
            }
            if (at != stretch) {
                leave();
                enter(at);
            }
            if (!nearest.isExcluded(at)) {
                measureStretch(from, to);
            }
            from = to;
        }
    }

    /** The stretch of a run; runs come in order. */
    private int stretchOf(int run) {
        int at = Math.max(0, stretch);
        while (endRun(at) <= run) {
            at++;
        }
        return at;
    }

    private int endRun(int at) {
        int next = at + 1;
        return next < history.stretches().count()
                ? history.stretches().firstStep()[next] / grid.runSteps()
                : Integer.MAX_VALUE;
    }

    private void enter(int at) {
        stretch = at;
        firstWindow = WindowSpan.first(history.stretches().overlap()[at], length, grid.stride());
        endWindow = WindowSpan.end(history.stretches().samples()[at], length, grid.stride());
    }

    private void leave() {
        if (best >= 0) {
            nearest.offer(stretch, best, bestSquaredDistance);
        }
        forgetBest();
    }

    private void forgetBest() {
        best = -1;
        bestSquaredDistance = Long.MAX_VALUE;
    }

    private void measureStretch(int from, int to) {
        boolean limitIsKnown = limitOfAnyVisit() < Long.MAX_VALUE;
        int near = (to - from) * grid.runSteps();
        if (limitIsKnown && near * 4 >= (endWindow - firstWindow) * 3) {
            measureAll(scratch.found[from], scratch.found[to - 1]);
        } else {
            measurePromising(from, to);
        }
    }

    /** If the filter rules out almost nothing, a closer check costs more than it saves. */
    private void measureAll(int firstRun, int lastRun) {
        measureFrom(firstRun * grid.runSteps(), (lastRun + 1 - firstRun) * grid.runSteps());
    }

    private void measureFrom(int firstStep, int windows) {
        int end = firstStep + windows;
        for (int step = firstStep; step < end; step += WindowGrid.WIDE_LANES) {
            measure(step, end - step > WindowGrid.LANES ? WindowGrid.WIDE_LANES : WindowGrid.LANES);
        }
    }

    /** The run with the minimum bound comes first: its windows often rule out the others. */
    private void measurePromising(int from, int to) {
        int promising = from;
        for (int i = from + 1; i < to; i++) {
            if (scratch.bounds[i] < scratch.bounds[promising]) {
                promising = i;
            }
        }
        if (scratch.bounds[promising] <= scratch.filter.boundOf(limit())) {
            measure(scratch.found[promising] * grid.runSteps(), WindowGrid.LANES);
        }
        measureOthers(from, to, scratch.found[promising]);
    }

    private void measureOthers(int from, int to, int measuredRun) {
        int runsPerGroup = WindowGrid.LANES / grid.runSteps();
        int measuredTo = -1;
        short near = scratch.filter.boundOf(limit());
        for (int i = from; i < to; i++) {
            int run = scratch.found[i];
            boolean measured = run < measuredTo || (run >= measuredRun && run < measuredRun + runsPerGroup);
            if (measured || scratch.bounds[i] > near || halvesBound(run) > near) {
                continue;
            }
            int lanes = isDense(i, to, near) ? WindowGrid.WIDE_LANES : WindowGrid.LANES;
            measure(run * grid.runSteps(), lanes);
            measuredTo = run + lanes / grid.runSteps();
            near = scratch.filter.boundOf(limit());
        }
    }

    private int halvesBound(int run) {
        return grid.halfRunSteps() > 0 && scratch.filter.isUsable()
                ? arithmetic.halvesBound(history.trail(), scratch.filter, run, scratch.lanes)
                : 0;
    }

    /** True if about three quarters of the runs of a wide group remain: then the group costs less than they do. */
    private boolean isDense(int i, int to, short near) {
        int runsPerGroup = WindowGrid.WIDE_LANES / grid.runSteps();
        int enough = runsPerGroup * 3 / 4;
        int last = i + enough - 1;
        return last < to
                && scratch.found[last] < scratch.found[i] + runsPerGroup
                && scratch.bounds[last] <= near
                && halvesBound(scratch.found[last]) <= near;
    }

    private void measure(int step, int lanes) {
        int window = step - history.stretches().firstStep()[stretch];
        if (window >= endWindow || window + lanes <= firstWindow) {
            return;
        }
        if (lanes == WindowGrid.LANES
                ? arithmetic.measure(
                        history.trail().rows(), step, scratch.byPhase, length, nearSums(), scratch.distances)
                : arithmetic.measureWide(
                        history.trail().rows(), step, scratch.byPhase, length, nearSums(), scratch.distances)) {
            keepNear(step, window, lanes);
        }
    }

    private void keepNear(int step, int window, int lanes) {
        int end = Math.min(lanes, endWindow - window);
        float near = nearSums();
        for (int lane = Math.max(0, firstWindow - window); lane < end; lane++) {
            float sum = scratch.distances[lane];
            if (sum <= near) {
                long ofSignal = sum < EXACT_BELOW ? (long) sum : squaredDistance(step + lane);
                keepIfNearer(window + lane, ofSignal + ofVisitTime(window + lane));
                near = nearSums();
            }
        }
    }

    /** The maximum sum within the limit: exactly the limit, or a little more if sums are rounded. */
    private float nearSums() {
        long limit = limit();
        return limit < EXACT_BELOW ? limit : (float) (limit * (1 + ROUNDING));
    }

    private void keepIfNearer(int window, long squaredDistance) {
        boolean isNearer = squaredDistance < bestSquaredDistance;
        boolean isLaterOfEqual = squaredDistance == bestSquaredDistance && window > best;
        if (squaredDistance <= limit() && (isNearer || isLaterOfEqual)) {
            best = window;
            bestSquaredDistance = squaredDistance;
        }
    }

    private long ofVisitTime(int window) {
        return visitTime == null
                ? 0
                : visitTime.squaredDistance(
                        history.stretches().firstSample()[stretch] + window * grid.stride() + length, length);
    }

    private long squaredDistance(int step) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            float[] row = history.trail().rows()[i % grid.stride()];
            long difference = (long) row[step + i / grid.stride()] - scratch.sixteenths[i];
            sum += difference * difference;
        }
        return sum;
    }

    /** The limit for any visit: a farther window cannot be in the result. */
    private long limitOfAnyVisit() {
        return Math.min(known, nearest.farthest());
    }

    /** The limit in the current stretch: a farther window of it cannot be in the result. */
    private long limit() {
        return Math.min(bestSquaredDistance, limitOfAnyVisit());
    }
}
