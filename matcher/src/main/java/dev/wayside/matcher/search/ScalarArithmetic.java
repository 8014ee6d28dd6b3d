package dev.wayside.matcher.search;

/** The inner loops in plain Java. */
final class ScalarArithmetic implements WindowArithmetic {

    private static final int FOUR = 4;

    @Override
    public int nearRuns(SignalTrail.View trail, WindowFilter filter, int from, int to, int[] found, short[] bounds) {
        short limit = filter.limit();
        int count = 0;
        for (int run = from; run < to; run++) {
            int bound = bound(trail, filter, run);
            if (bound <= limit) {
                found[count] = run;
                bounds[count++] = (short) bound;
            }
        }
        return count;
    }

    /** The bound of a run; stops once it passes the limit: most runs do so at their first or second block. */
    private static int bound(SignalTrail.View trail, WindowFilter filter, int run) {
        int sum = 0;
        for (int i = 0; i < WindowFilter.BLOCKS && sum <= filter.limit(); i++) {
            int at = run + filter.runOffset[i];
            sum += term(trail.low()[at] - filter.forLow[i], filter.forHigh[i] - trail.high()[at], filter.shift());
        }
        return sum;
    }

    @Override
    public int halvesBound(SignalTrail.View trail, WindowFilter filter, int run, short[] lanes) {
        return Math.min(halfBound(trail, filter, 2 * run, 0), halfBound(trail, filter, 2 * run, 1));
    }

    private static int halfBound(SignalTrail.View trail, WindowFilter filter, int at, int half) {
        int sum = 0;
        for (int lane = half; lane < 2 * WindowFilter.BLOCKS; lane += 2) {
            sum += term(
                    trail.halfLow()[at + lane] - filter.forHalfLow[lane],
                    filter.forHalfHigh[lane] - trail.halfHigh()[at + lane],
                    filter.shift());
        }
        return sum;
    }

    private static int term(int below, int above, int shift) {
        int gap = Math.max(below, Math.max(above, 0));
        int term = Math.min(gap >> shift, WindowFilter.CAP);
        return term * term;
    }

    @Override
    public boolean measure(float[][] rows, int step, float[] query, int length, float near, float[] distances) {
        return measure(rows, step, query, length, near, distances, WindowGrid.LANES);
    }

    @Override
    public boolean measureWide(float[][] rows, int step, float[] query, int length, float near, float[] distances) {
        return measure(rows, step, query, length, near, distances, WindowGrid.WIDE_LANES);
    }

    private static boolean measure(
            float[][] rows, int step, float[] query, int length, float near, float[] distances, int lanes) {
        boolean any = false;
        for (int lane = 0; lane < lanes; lane += FOUR) {
            any |= measureFour(rows, step + lane, query, length, near, distances, lane);
        }
        return any;
    }

    /** Four windows at once, so that each query sample is loaded once and the sums are independent. */
    private static boolean measureFour(
            float[][] rows, int step, float[] query, int length, float near, float[] distances, int lane) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int next = 0;
        for (int phase = 0; next < length; phase++) {
            float[] row = rows[phase];
            int steps = (length - phase + rows.length - 1) / rows.length;
            for (int at = step; at < step + steps; at++) {
                float sample = query[next++];
                float difference0 = row[at] - sample;
                float difference1 = row[at + 1] - sample;
                float difference2 = row[at + 2] - sample;
                float difference3 = row[at + 3] - sample;
                sum0 += difference0 * difference0;
                sum1 += difference1 * difference1;
                sum2 += difference2 * difference2;
                sum3 += difference3 * difference3;
            }
        }
        distances[lane] = sum0;
        distances[lane + 1] = sum1;
        distances[lane + 2] = sum2;
        distances[lane + 3] = sum3;
        return sum0 <= near || sum1 <= near || sum2 <= near || sum3 <= near;
    }

    @Override
    public boolean suitsProcessor() {
        return true;
    }

    @Override
    public String description() {
        return "plain Java";
    }
}
