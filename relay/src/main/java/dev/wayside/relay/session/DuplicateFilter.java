package dev.wayside.relay.session;

/**
 * Knows which of the last {@value #WINDOW} numbers have been seen, as anti-replay windows do; what is older counts as
 * seen. Constant time, 16 KB.
 */
final class DuplicateFilter {

    static final int WINDOW = 1 << 17;

    private final long[] seen = new long[WINDOW / Long.SIZE];
    private long highest = -1;

    /** Whether this number comes for the first time; from now on it does not. */
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

    /** What lies between the highest number and this one has not been seen, whatever stood in its place. */
    private void forgetBefore(long number) {
        long between = Math.min(WINDOW, number - highest);
        for (long back = 0; back < between; back++) {
            seen[(int) ((number - back) % WINDOW / Long.SIZE)] &= ~(1L << (number - back) % Long.SIZE);
        }
    }
}
