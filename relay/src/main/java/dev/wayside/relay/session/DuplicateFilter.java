package dev.wayside.relay.session;

/**
 * A memory of which of the last {@value #WINDOW} numbers have been seen, like the anti-replay window of RFC 4303; older
 * numbers count as seen. Constant time, 16 KB.
 */
final class DuplicateFilter {

    /** Chosen: more than the packets of a second at 1 Gbit/s. */
    static final int WINDOW = 1 << 17;

    private final long[] seen = new long[WINDOW / Long.SIZE];
    private long highest = -1;

    /** True if this number comes for the first time; from now on it does not. */
    boolean isNew(long number) {
        if (number > highest) {
            forgetBefore(number);
            highest = number;
        } else if (number <= highest - WINDOW) {
            return false;
        }
        int word = (int) (number % WINDOW / Long.SIZE);
        long bit = 1L << number % Long.SIZE;
        boolean isNew = (seen[word] & bit) == 0;
        seen[word] |= bit;
        return isNew;
    }

    /** Clears the numbers between the highest and this one, whose places older ones had. */
    private void forgetBefore(long number) {
        long between = Math.min(WINDOW, number - highest);
        for (long back = 0; back < between; back++) {
            seen[(int) ((number - back) % WINDOW / Long.SIZE)] &= ~(1L << (number - back) % Long.SIZE);
        }
    }
}
