package dev.wayside.fusion;

import java.util.Arrays;
import java.util.List;

import dev.wayside.fusion.numeric.IsotonicRegression;

/**
 * A monotone curve: linear between its places, constant beyond the outermost. Without places it is empty.
 *
 * @param places ascending, no two the same
 * @param levels one per place
 */
record MonotoneCurve(List<Double> places, List<Double> levels) {

    /** A mean level over {@code rows} rows around a place. */
    record Bin(double place, double level, int rows) {}

    static final MonotoneCurve NONE = new MonotoneCurve(List.of(), List.of());

    MonotoneCurve {
        places = List.copyOf(places);
        levels = List.copyOf(levels);
        if (places.size() != levels.size()) {
            throw new IllegalArgumentException(places.size() + " places need as many levels, not " + levels.size());
        }
        for (int i = 1; i < places.size(); i++) {
            if (!(places.get(i - 1) < places.get(i))) {
                throw new IllegalArgumentException("the places of a curve must ascend: " + places);
            }
        }
    }

    /** The curve nearest to the bins in weighted least squares. */
    static MonotoneCurve fit(List<Bin> bins, boolean rising) {
        double sign = rising ? 1 : -1;
        double[] fitted = IsotonicRegression.nonDecreasing(
                bins.stream().mapToDouble(bin -> sign * bin.level()).toArray(),
                bins.stream().mapToDouble(Bin::rows).toArray());
        return new MonotoneCurve(
                bins.stream().map(Bin::place).toList(),
                Arrays.stream(fitted).map(level -> sign * level).boxed().toList());
    }

    MonotoneCurve atLeast(double floor) {
        return new MonotoneCurve(
                places, levels.stream().map(level -> Math.max(floor, level)).toList());
    }

    boolean saysNothing() {
        return places.isEmpty();
    }

    /** The level at a place; not for an empty curve. */
    double at(double place) {
        int last = places.size() - 1;
        if (place <= places.get(0)) {
            return levels.get(0);
        }
        if (place >= places.get(last)) {
            return levels.get(last);
        }
        int upper = 1;
        while (places.get(upper) < place) {
            upper++;
        }
        double from = places.get(upper - 1);
        double way = (place - from) / (places.get(upper) - from);
        return levels.get(upper - 1) + way * (levels.get(upper) - levels.get(upper - 1));
    }
}
