package dev.wayside.relay.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The report of the runs: a print, and a plot of throughput over time as SVG. */
final class LabReport {

    /** Chosen: fits on a screen. */
    private static final int WIDTH = 900;

    /** Chosen: eight contenders fit on a screen. */
    private static final int ROW = 110;

    private final Map<Scenario.Contender, List<Map<String, List<Double>>>> runs = new LinkedHashMap<>();

    void add(Scenario.Contender contender, Map<String, List<Double>> values) {
        runs.computeIfAbsent(contender, name -> new ArrayList<>()).add(values);
    }

    /** Prints means over the runs, with min and max. */
    void print(Scenario scenario, PrintWriter out) {
        out.println(scenario.title());
        runs.forEach((contender, measured) -> {
            out.printf(Locale.ROOT, "  %s (%d runs)%n", contender.name().toLowerCase(Locale.ROOT), measured.size());
            TreeSet<String> names = new TreeSet<>();
            measured.forEach(run -> names.addAll(run.keySet()));
            names.remove(Traffic.BIN_BPS);
            for (String name : names) {
                double[] means = measured.stream()
                        .filter(run -> run.containsKey(name))
                        .mapToDouble(run -> mean(run.getOrDefault(name, List.of())))
                        .sorted()
                        .toArray();
                PrintedValue mean =
                        new PrintedValue(name, Arrays.stream(means).average().orElse(Double.NaN));
                out.printf(
                        Locale.ROOT,
                        "    %-20s %14s   (%s .. %s)%n",
                        mean.label(),
                        mean.text(),
                        new PrintedValue(name, means[0]).text(),
                        new PrintedValue(name, means[means.length - 1]).text());
            }
        });
        out.flush();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Plots the first run of each contender, one below the other, on one scale in Mbit/s. */
    void plot(Scenario scenario, Path file) throws IOException {
        double maxBps = runs.values().stream()
                .flatMap(measured -> measured.get(0).getOrDefault(Traffic.BIN_BPS, List.of()).stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        if (maxBps == 0) {
            return;
        }
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>"
                        + "<text x='10' y='18'>%s</text>",
                WIDTH + 60, ROW * runs.size() + 40, scenario.title().replaceAll("[<>&]", " ")));
        int row = 0;
        for (Map.Entry<Scenario.Contender, List<Map<String, List<Double>>>> run : runs.entrySet()) {
            int base = 30 + ROW * ++row;
            List<Double> bins = run.getValue().get(0).getOrDefault(Traffic.BIN_BPS, List.of());
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < bins.size(); i++) {
                points.append(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f ",
                        50 + (double) i * WIDTH / bins.size(),
                        base - bins.get(i) / maxBps * (ROW - 25)));
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x='55' y='%d'>%s</text><text x='2' y='%d'>%.0f</text>"
                            + "<line x1='50' x2='%d' y1='%d' y2='%d' stroke='#999'/>"
                            + "<polyline fill='none' stroke='#1565c0' points='%s'/>",
                    base - ROW + 22,
                    run.getKey().name().toLowerCase(Locale.ROOT),
                    base - ROW + 30,
                    maxBps / 1e6,
                    WIDTH + 50,
                    base,
                    base,
                    points));
        }
        Files.writeString(file, svg.append("</svg>\n"));
    }
}
