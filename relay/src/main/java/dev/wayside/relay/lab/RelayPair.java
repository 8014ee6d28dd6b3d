package dev.wayside.relay.lab;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.schedule.Lane;

/** The relay pair of a contender: its two processes, and their metrics. */
final class RelayPair {

    /** Status address of the edge, in its namespace. */
    static final String EDGE_STATUS = "127.0.0.1:9100";

    /** Status address of the cloud, in its namespace. */
    static final String CLOUD_STATUS = "127.0.0.1:9101";

    /** Options of the JVM of a relay. Chosen: the heap for which relay-figures.md states the idle connections. */
    static final List<String> JAVA_OPTIONS = List.of("-XX:+UseParallelGC", "-Xmx512m");

    /** Main class of the relays, which the lab's package cannot refer to. */
    static final String PROGRAM = "dev.wayside.relay.RelayProgram";

    /** Chosen: a pair is ready after two seconds, on a busy machine after some more. */
    private static final int READY_SECONDS = 30;

    /** Chosen: a start takes seconds, so this adds little. */
    private static final int POLL_MILLIS = 200;

    private final Scenario scenario;
    private final RelayFiles files;

    RelayPair(Scenario scenario, RelayFiles files) {
        this.scenario = scenario;
        this.files = files;
    }

    /** Starts both relays, whose files are written, and waits for their paths; the processes by place. */
    Map<Namespace, Process> start(Scenario.Contender contender, Programs programs)
            throws IOException, InterruptedException {
        Map<Namespace, Process> relays = new LinkedHashMap<>();
        for (Namespace place : List.of(Namespace.CLOUD, Namespace.EDGE)) {
            List<String> arguments = List.of(
                    place.toString(),
                    "--setup",
                    "--drain",
                    "0",
                    "--config",
                    files.of(place).toString());
            relays.put(
                    place,
                    programs.start(
                            place, place + "-" + contender + ".log", JavaCommand.of(JAVA_OPTIONS, PROGRAM, arguments)));
        }
        awaitPaths(programs.log(Namespace.EDGE + "-" + contender + ".log").toString());
        // The cloud's view of its paths, twice a second, for the diagnosis of a result.
        programs.start(
                Namespace.CLOUD,
                "status-" + contender + ".ndjson",
                List.of(
                        "sh",
                        "-c",
                        "while sleep 0.5; do curl -s -m 2 http://" + CLOUD_STATUS + "/status && echo; done"));
        return relays;
    }

    private void awaitPaths(String log) throws IOException, InterruptedException {
        long wanted = (long) Lane.values().length * scenario.carriers().size();
        for (int i = 0; i < READY_SECONDS * 1_000 / POLL_MILLIS; i++) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            if (Namespace.EDGE.poll(metricsUrl(EDGE_STATUS)).stream()
                            .filter(line -> line.startsWith("wayside_relay_path_up"))
                            .count()
                    == wanted) {
                return;
            }
        }
        throw new IOException("the relays established no paths within " + READY_SECONDS + " s: see " + log);
    }

    /** Pushes the prediction of an outage to the edge. */
    static void predictOutage(String carrier, double inMillis, double millis) throws IOException, InterruptedException {
        Namespace.EDGE.post(
                "http://" + EDGE_STATUS + "/contexts/forecast",
                String.format(
                        Locale.ROOT,
                        "{\"carrier\":\"%s\",\"confidence\":1,\"outageInMillis\":%.0f,\"outageMillis\":%.0f}",
                        carrier,
                        inMillis,
                        millis));
    }

    /** Bytes sent more than once, by reason and in sum, as a share of those sent for the first time. */
    static Map<String, Double> redundancy() throws IOException, InterruptedException {
        double first = 0;
        Map<String, Double> copied = new TreeMap<>();
        for (List<String> metrics :
                List.of(Namespace.EDGE.get(metricsUrl(EDGE_STATUS)), Namespace.CLOUD.get(metricsUrl(CLOUD_STATUS)))) {
            for (String line : metrics) {
                first += line.startsWith("wayside_relay_sent_bytes_total") ? lastNumber(line) : 0;
                if (line.startsWith("wayside_relay_copied_bytes_total")) {
                    String why = line.replaceAll(".*why=\"|\".*", "");
                    copied.merge("redundancy_" + why, lastNumber(line), Double::sum);
                }
            }
        }
        double sent = Math.max(1, first);
        copied.replaceAll((name, bytes) -> bytes / sent);
        copied.put(
                "redundancy",
                copied.values().stream().mapToDouble(Double::doubleValue).sum());
        return copied;
    }

    /** The edge's counts of the history. */
    static Map<String, Double> historyCounts() throws IOException, InterruptedException {
        String prefix = "wayside_relay_history_";
        Map<String, Double> counts = new LinkedHashMap<>();
        for (String line : Namespace.EDGE.get(metricsUrl(EDGE_STATUS))) {
            if (line.startsWith(prefix) && line.contains("_total")) {
                counts.put("history_" + line.substring(prefix.length(), line.indexOf("_total")), lastNumber(line));
            }
        }
        return counts;
    }

    private static String metricsUrl(String status) {
        return "http://" + status + "/metrics";
    }

    private static double lastNumber(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
