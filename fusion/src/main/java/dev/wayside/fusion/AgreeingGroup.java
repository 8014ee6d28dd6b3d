package dev.wayside.fusion;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The choice of the sources within the threshold of one another: among all such runs of neighbouring values, the one
 * with the most weight.
 */
final class AgreeingGroup {

    /** Chosen: shares closer than this are equal, so that rounding does not decide. */
    private static final double SAME_SHARE = 1e-9;

    private final double threshold;
    private final WeighedSources weighed;
    private final int[] ascending;
    private int first;
    private int last = -1;
    private double maxShare;

    private AgreeingGroup(WeighedSources weighed, double threshold) {
        this.threshold = threshold;
        this.weighed = weighed;
        this.ascending = IntStream.range(0, weighed.sources().size())
                .boxed()
                .sorted(Comparator.comparingDouble(this::value))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The chosen sources in the given order; at least one unless none is given. */
    static List<Source> of(WeighedSources weighed, double threshold) {
        AgreeingGroup group = new AgreeingGroup(weighed, threshold);
        for (int from = 0; from < group.ascending.length; from++) {
            group.offerRunsFrom(from);
        }
        return group.best();
    }

    private void offerRunsFrom(int from) {
        double share = 0;
        for (int to = from; to < ascending.length; to++) {
            share += weighed.shares().ofSources().get(ascending[to]);
            if (agree(value(ascending[from]), value(ascending[to])) && isBetter(share, to - from)) {
                first = from;
                last = to;
                maxShare = share;
            }
        }
    }

    private boolean agree(double min, double max) {
        return max - min <= threshold * Math.max(Math.abs(min), Math.abs(max));
    }

    private boolean isBetter(double share, int length) {
        if (Math.abs(share - maxShare) > SAME_SHARE) {
            return share > maxShare;
        }
        return length > last - first;
    }

    private List<Source> best() {
        return IntStream.rangeClosed(first, last)
                .map(place -> ascending[place])
                .sorted()
                .mapToObj(weighed.sources()::get)
                .toList();
    }

    private double value(int index) {
        return weighed.sources().get(index).value();
    }
}
