package dev.wayside.fusion.numeric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Bins of about equal numbers of rows, in order of a key; rows of one key stay together. */
public final class EqualCounts {

    private EqualCounts() {}

    /**
     * Bins in ascending order of the key.
     *
     * @param minRows per bin; fewer only if there are fewer in all
     * @param maxBins maximum number of bins
     */
    public static <T> List<List<T>> cut(List<T> rows, ToDoubleFunction<T> key, int minRows, int maxBins) {
        List<T> ordered = rows.stream().sorted(Comparator.comparingDouble(key)).toList();
        int wanted = Math.max(minRows, (rows.size() + maxBins - 1) / maxBins);
        List<List<T>> bins = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= ordered.size(); to++) {
            boolean atLast = to == ordered.size();
            boolean mayCut = atLast || key.applyAsDouble(ordered.get(to - 1)) < key.applyAsDouble(ordered.get(to));
            boolean restFills = atLast || ordered.size() - to >= wanted;
            if (mayCut && restFills && (atLast || to - from >= wanted)) {
                bins.add(ordered.subList(from, to));
                from = to;
            }
        }
        return bins;
    }
}
