package dev.wayside.fusion;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Picks the sources that lie within the threshold of one another: of all runs of neighbouring values that do, the one
 * that holds most of the weight.
 */
final class AgreeingGroup {

    /** Shares closer than this are the same, so that rounding does not decide. */
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

    /** At least one source, in the order given, if there is one. */
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
