package dev.wayside.relay.lab;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Prints what came out of trips: means over the lines, and ratios of contenders on the same lines, each with its 95 %
 * interval by Student's t; of ratios, over their logarithms.
 */
final class TripReport {

    private static final double COVERAGE = 0.95;
    private static final List<Scenario.Contender> BASES =
            List.of(Scenario.Contender.MIN_RTT, Scenario.Contender.MPTCP, Scenario.Contender.TCP_IN_TURN);

    private final TripResults results;

    TripReport(TripResults results) {
        this.results = results;
    }

    void print(Scenario scenario, PrintWriter out) {
        out.println(scenario.title());
        for (Scenario.Contender contender : scenario.contenders()) {
            List<TripResults.Run> runs = results.of(contender);
            if (!runs.isEmpty()) {
                out.printf(Locale.ROOT, "  %s (%d lines)%n", name(contender), runs.size());
                TreeSet<String> names = new TreeSet<>();
                runs.forEach(run -> names.addAll(run.values().keySet()));
                names.remove("bin_bps");
                names.forEach(name -> out.printf(Locale.ROOT, "    %-24s %s%n", name, mean(runs, name)));
            }
        }
        BASES.forEach(base -> scenario.contenders().stream()
                .filter(contender -> contender.isRelayed() && contender != base)
                .forEach(contender -> ratios(contender, base, out)));
        ratios(Scenario.Contender.HISTORY, Scenario.Contender.UTILITY, out);
        out.flush();
    }

    private static String mean(List<TripResults.Run> runs, String name) {
        SummaryStatistics values = new SummaryStatistics();
        runs.forEach(run -> run.mean(name).ifPresent(values::addValue));
        String mean = String.format(Locale.ROOT, "%16.3f", values.getMean());
        return halfWidth(values)
                .map(half -> mean + String.format(Locale.ROOT, "  +- %.3f", half))
                .orElse(mean);
    }

    private void ratios(Scenario.Contender contender, Scenario.Contender base, PrintWriter out) {
        for (String name : List.of("goodput_bps", "bulk_bps", "files_bps")) {
            SummaryStatistics logs = new SummaryStatistics();
            for (TripResults.Run run : results.of(contender)) {
                Optional<Double> mine = run.mean(name);
                Optional<Double> theirs = results.find(run.seed(), base).flatMap(other -> other.mean(name));
                if (mine.isPresent() && theirs.isPresent() && mine.get() > 0 && theirs.get() > 0) {
                    logs.addValue(Math.log(mine.get() / theirs.get()));
                }
            }
            if (logs.getN() > 0) {
                out.printf(Locale.ROOT, "  %-8s / %-8s %-12s %s%n", name(contender), name(base), name, ratio(logs));
            }
        }
    }

    private static String ratio(SummaryStatistics logs) {
        String ratio = String.format(Locale.ROOT, "%.3f", Math.exp(logs.getMean()));
        return halfWidth(logs)
                .map(half -> ratio
                        + String.format(
                                Locale.ROOT,
                                "  (%.3f .. %.3f)",
                                Math.exp(logs.getMean() - half),
                                Math.exp(logs.getMean() + half)))
                .orElse(ratio);
    }

    /** Empty for a single value: it has no interval. */
    private static Optional<Double> halfWidth(SummaryStatistics values) {
        if (values.getN() < 2) {
            return Optional.empty();
        }
        double quantile = new TDistribution(values.getN() - 1.0).inverseCumulativeProbability((1 + COVERAGE) / 2);
        return Optional.of(quantile * values.getStandardDeviation() / Math.sqrt((double) values.getN()));
    }

    private static String name(Scenario.Contender contender) {
        return contender.name().toLowerCase(Locale.ROOT);
    }
}
