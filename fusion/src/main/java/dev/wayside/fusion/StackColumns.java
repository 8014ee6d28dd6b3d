package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Outcomes as columns of numbers: a column per source, in the domain, NaN if a source is absent. */
final class StackColumns {

    private final List<String> sources;
    private final double[][] columns;
    private final double[] truths;
    private final double[] places;
    private final int[] present;

    /** @throws IllegalArgumentException if a value is negative and the domain logarithmic */
    StackColumns(List<String> sources, Domain domain, List<Outcome> outcomes) {
        this.sources = List.copyOf(sources);
        this.columns = new double[sources.size()][outcomes.size()];
        this.truths = new double[outcomes.size()];
        this.places = new double[outcomes.size()];
        this.present = new int[outcomes.size()];
        for (double[] column : columns) {
            Arrays.fill(column, Double.NaN);
        }
        for (int row = 0; row < truths.length; row++) {
            Outcome outcome = outcomes.get(row);
            truths[row] = outcome.truth();
            places[row] = domain.enter(outcome.truth());
            for (Source source : outcome.sources()) {
                int column = sources.indexOf(source.name());
                if (column >= 0) {
                    columns[column][row] = domain.enter(source.value());
                    present[row] |= 1 << column;
                }
            }
        }
    }

    private StackColumns(List<String> sources, double[][] columns, double[] truths, double[] places, int[] present) {
        this.sources = sources;
        this.columns = columns;
        this.truths = truths;
        this.places = places;
        this.present = present;
    }

    /** The sets of sources that occurred together and each source alone, a bit per source, in a fixed order. */
    List<Integer> setsSeen() {
        TreeSet<Integer> seen = new TreeSet<>();
        for (int sources : present) {
            seen.add(sources);
        }
        for (int source = 0; source < columns.length; source++) {
            seen.add(1 << source);
        }
        seen.remove(0);
        return List.copyOf(seen);
    }

    /** The rows with at least these sources, and only their columns. */
    StackColumns withAtLeast(int together) {
        int[] rows = IntStream.range(0, truths.length)
                .filter(row -> (present[row] & together) == together)
                .toArray();
        List<String> names = new ArrayList<>();
        List<double[]> picked = new ArrayList<>();
        for (int source = 0; source < columns.length; source++) {
            if ((together >> source & 1) != 0) {
                names.add(sources.get(source));
                picked.add(pick(columns[source], rows));
            }
        }
        int[] all = new int[rows.length];
        Arrays.fill(all, (1 << names.size()) - 1);
        return new StackColumns(
                List.copyOf(names), picked.toArray(double[][]::new), pick(truths, rows), pick(places, rows), all);
    }

    List<String> sources() {
        return sources;
    }

    int count() {
        return truths.length;
    }

    /** A column per source; read only. */
    double[][] columns() {
        return columns;
    }

    /** The truths, in the domain; read only. */
    double[] places() {
        return places;
    }

    /** Sum of the truths, in the quantity's unit. */
    double sumOfTruths() {
        return Arrays.stream(truths).sum();
    }

    private static double[] pick(double[] values, int[] rows) {
        double[] picked = new double[rows.length];
        Arrays.setAll(picked, i -> values[rows[i]]);
        return picked;
    }
}
