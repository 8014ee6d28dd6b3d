package dev.wayside.matcher;

import dev.wayside.kvstore.RsrpSeries;

/** The samples that are looked for, and how far they are from a stretch of signal. */
final class Query {

    private final long[] sixteenths;

    private Query(long[] sixteenths) {
        this.sixteenths = sixteenths;
    }

    /** The newest {@code most} samples, or all if there are fewer. */
    static Query newest(RsrpSeries samples, int most) {
        int length = Math.min(most, samples.length());
        long[] newest = new long[length];
        for (int i = 0; i < length; i++) {
            newest[i] = samples.sixteenths(samples.length() - length + i);
        }
        return new Query(newest);
    }

    int length() {
        return sixteenths.length;
    }

    /**
     * Sum of squared differences in 1/256 dB^2: exact. Gives up where it passes {@code limit}: what is returned then is
     * above the limit, but not the whole sum.
     */
    long squaredDistance(RsrpSeries signal, int offset, long limit) {
        long sum = 0;
        for (int i = 0; i < sixteenths.length && sum <= limit; i++) {
            long difference = sixteenths[i] - signal.sixteenths(offset + i);
            sum += difference * difference;
        }
        return sum;
    }
}
