package dev.wayside.relay.lab;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A table with a row for each line and a column for each contender or pair of contenders. Its last row is the mean over
 * the lines with its 95 % interval by Student's t. A missing measurement is a dash, and left out of the mean. Not safe
 * for use by several threads.
 */
final class TripTable {

    /** Chosen: the usual level. */
    private static final double COVERAGE = 0.95;

    private final String title;
    private final List<String> columns;
    private final boolean areRatios;
    private final List<String> rows = new ArrayList<>();
    private final List<SummaryStatistics> statistics = new ArrayList<>();

    private TripTable(String title, List<String> columns, boolean areRatios) {
        this.title = title;
        this.columns = List.copyOf(columns);
        this.areRatios = areRatios;
        columns.forEach(column -> statistics.add(new SummaryStatistics()));
    }

    static TripTable ofMeans(String title, List<String> columns) {
        return new TripTable(title, columns, false);
    }

    /** A table of values above 0, with mean and interval of their logarithms. */
    static TripTable ofRatios(String title, List<String> columns) {
        return new TripTable(title, columns, true);
    }

    /** Adds the row of a line, with a value for each column. */
    void add(int seed, List<Optional<Double>> values) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            SummaryStatistics column = statistics.get(i);
            values.get(i).ifPresent(value -> column.addValue(areRatios ? Math.log(value) : value));
            cells.add(values.get(i).map(PrintedValue::text).orElse("-"));
        }
        rows.add(row("line " + seed, cells));
    }

    /** Prints the table, unless it has no value. */
    void print(PrintWriter out) {
        if (statistics.stream().allMatch(column -> column.getN() == 0)) {
            return;
        }
        out.println();
        out.println(row(title, columns));
        rows.forEach(out::println);
        out.println(row("mean", statistics.stream().map(this::mean).toList()));
    }

    private String mean(SummaryStatistics values) {
        if (values.getN() == 0) {
            return "-";
        }
        double mean = values.getMean();
        // A single value has no interval.
        Optional<Double> half = values.getN() < 2 ? Optional.empty() : Optional.of(halfWidth(values));
        if (areRatios) {
            return PrintedValue.text(Math.exp(mean))
                    + half.map(width -> " (" + PrintedValue.text(Math.exp(mean - width)) + " .. "
                                    + PrintedValue.text(Math.exp(mean + width)) + ")")
                            .orElse("");
        }
        return PrintedValue.text(mean)
                + half.map(width -> " +- " + PrintedValue.text(width)).orElse("");
    }

    private static double halfWidth(SummaryStatistics values) {
        double quantile = new TDistribution(values.getN() - 1.0).inverseCumulativeProbability((1 + COVERAGE) / 2);
        return quantile * values.getStandardDeviation() / Math.sqrt((double) values.getN());
    }

    private static String row(String head, List<String> cells) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "  %-24s", head));
        cells.forEach(cell -> row.append(String.format(Locale.ROOT, "%26s", cell)));
        return row.toString();
    }
}
