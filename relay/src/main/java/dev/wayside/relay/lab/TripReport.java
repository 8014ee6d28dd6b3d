package dev.wayside.relay.lab;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The report of trips. All measurements come first, as means. For each figure follow a table with a row for each line,
 * and one of the ratios of contenders on the same lines. Below each column is its mean with its 95 % interval over the
 * lines; that of ratios is over their logarithms.
 */
final class TripReport {

    /** The contenders by which others are divided. */
    private static final List<Scenario.Contender> BASES = List.of(
            Scenario.Contender.MIN_RTT,
            Scenario.Contender.MPTCP,
            Scenario.Contender.MPTCP_RELAY,
            Scenario.Contender.TCP_IN_TURN);

    /** The figures with tables, in their order. */
    private static final List<Figure> FIGURES = List.of(
            new Figure("goodput_bps", "all bytes, Mbit/s", 1e-6, true),
            new Figure("bulk_bps", "bulk, Mbit/s", 1e-6, true),
            new Figure("files_bps", "files, Mbit/s", 1e-6, true),
            new Figure("file_ms_256k", "a file of 256 KB, ms", 1, true),
            new Figure("file_ms_1024k", "a file of 1 MB, ms", 1, true),
            new Figure("file_ms_4096k", "a file of 4 MB, ms", 1, true),
            new Figure("redundancy", "copies, % of payload", 100, false));

    private final TripResults results;

    /**
     * A figure with tables.
     *
     * @param name name of the measurement
     * @param title title of its table
     * @param scale factor from the measurement to the title's unit
     * @param isCompared true if it also has a table of ratios
     */
    private record Figure(String name, String title, double scale, boolean isCompared) {}

    /** Two contenders; the first is divided by the second. */
    private record Pair(Scenario.Contender contender, Scenario.Contender base) {}

    TripReport(TripResults results) {
        this.results = results;
    }

    void print(Scenario scenario, PrintWriter out) {
        out.println(scenario.title());
        List<Scenario.Contender> played = scenario.contenders().stream()
                .filter(contender -> !results.of(contender).isEmpty())
                .toList();
        played.forEach(contender -> means(contender, out));
        List<Pair> pairs = pairs(played);
        for (Figure figure : FIGURES) {
            values(figure, played).print(out);
            if (figure.isCompared()) {
                ratios(figure, pairs).print(out);
            }
        }
        out.flush();
    }

    private void means(Scenario.Contender contender, PrintWriter out) {
        List<TripResults.Run> runs = results.of(contender);
        out.printf(Locale.ROOT, "  %s (%d lines)%n", name(contender), runs.size());
        TreeSet<String> names = new TreeSet<>();
        runs.forEach(run -> names.addAll(run.values().keySet()));
        names.remove(Traffic.BIN_BPS);
        for (String name : names) {
            double mean = runs.stream()
                    .flatMap(run -> run.mean(name).stream())
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
            PrintedValue printed = new PrintedValue(name, mean);
            out.printf(Locale.ROOT, "    %-24s %16s%n", printed.label(), printed.text());
        }
    }

    private TripTable values(Figure figure, List<Scenario.Contender> played) {
        TripTable table = TripTable.ofMeans(
                figure.title(), played.stream().map(TripReport::name).toList());
        for (int seed : results.seeds()) {
            table.add(
                    seed,
                    played.stream()
                            .map(contender -> measured(seed, contender, figure))
                            .toList());
        }
        return table;
    }

    private TripTable ratios(Figure figure, List<Pair> pairs) {
        TripTable table = TripTable.ofRatios(
                figure.title().replaceAll(",.*", "") + ", ratio",
                pairs.stream()
                        .map(pair -> name(pair.contender()) + "/" + name(pair.base()))
                        .toList());
        for (int seed : results.seeds()) {
            table.add(
                    seed, pairs.stream().map(pair -> ratio(seed, pair, figure)).toList());
        }
        return table;
    }

    private Optional<Double> measured(int seed, Scenario.Contender contender, Figure figure) {
        return results.find(seed, contender)
                .flatMap(run -> run.mean(figure.name()))
                .map(value -> value * figure.scale());
    }

    private Optional<Double> ratio(int seed, Pair pair, Figure figure) {
        Optional<Double> base = measured(seed, pair.base(), figure).filter(value -> value > 0);
        return measured(seed, pair.contender(), figure)
                .filter(value -> value > 0)
                .flatMap(value -> base.map(other -> value / other));
    }

    private static List<Pair> pairs(List<Scenario.Contender> played) {
        List<Pair> pairs = new ArrayList<>();
        for (Scenario.Contender base : BASES) {
            played.stream()
                    .filter(contender -> contender.isOurs() && contender != base && played.contains(base))
                    .forEach(contender -> pairs.add(new Pair(contender, base)));
        }
        if (played.contains(Scenario.Contender.HISTORY) && played.contains(Scenario.Contender.UTILITY)) {
            pairs.add(new Pair(Scenario.Contender.HISTORY, Scenario.Contender.UTILITY));
        }
        return pairs;
    }

    private static String name(Scenario.Contender contender) {
        return contender.name().toLowerCase(Locale.ROOT);
    }
}
