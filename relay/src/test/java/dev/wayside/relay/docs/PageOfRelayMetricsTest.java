package dev.wayside.relay.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists every metric of the relays in docs/metrics-relay.md: a real pair with a real history service shows them. */
@Timeout(120)
class PageOfRelayMetricsTest {

    private static final String PREFIX = "wayside_relay_";
    /** Metrics of a path, a signal, a forecast and an answer of the history, which come last. */
    private static final List<String> LATE =
            List.of("path_up", "signal_rsrp_dbm", "forecast_outage_in_seconds", "history_age_seconds");

    private static final Pattern NAME = Pattern.compile("(?m)^# TYPE (wayside_relay_\\w+) ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern ADDED = Pattern.compile("\\b(?:gauge|counter)\\(\\s*\"(\\w+)\"");
    private static final String SIGNAL = "{\"carrier\":\"cmcc\",\"cell\":\"1\",\"rsrpDbm\":-97.5}";
    private static final String FORECAST =
            "{\"carrier\":\"cmcc\",\"confidence\":0.8,\"outageInMillis\":3000,\"outageMillis\":2000}";

    @TempDir
    private Path folder;

    @Test
    void thePageListsEveryMetric() throws Exception {
        StoreSettings settings = new StoreSettings(100, 5, 1, 500, 300, ZoneOffset.UTC);
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve("store"), settings);
                WaysideService history = WaysideService.start(store, ServiceSettings.onLoopback(settings, 0))) {
            int paths = freePort();
            try (RelayProcess cloud = RelayProcess.start("cloud", cloudFile(paths));
                    RelayProcess edge = RelayProcess.start("edge", edgeFile(paths, history.port()))) {
                String page = page(edgeMetrics(edge), cloudMetrics(cloud));
                requireEveryNameInTheCode(page);
                new GeneratedPage("metrics-relay.md").requireUpToDate(page);
            }
        }
    }

    private static void requireEveryNameInTheCode(String page) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            Path source = sources.filter(file -> file.endsWith("RelayMetrics.java"))
                    .findFirst()
                    .orElseThrow();
            List<String> names = ADDED.matcher(Files.readString(source))
                    .results()
                    .map(added -> PREFIX + added.group(1))
                    .toList();
            assertThat(names).hasSizeGreaterThan(30);
            assertThat(names)
                    .filteredOn(name -> !page.contains("`" + name + "`") && !page.contains("`" + name + "_total`"))
                    .as(
                            "metrics in RelayMetrics that the pair of this test does not show: wait for them in LATE, or make"
                                    + " the pair show them")
                    .isEmpty();
        }
    }

    private static String page(String edge, String cloud) {
        StringBuilder page = new StringBuilder("""
                # Metrics of the relays

                This page lists what `GET /metrics` answers at the `status` address of a relay, in the text format of Prometheus.
                Look here when you build a dashboard or an alert; [relay-operation.md](relay-operation.md#metrics) says which to
                watch.

                Generated from a running pair by `PageOfRelayMetricsTest`: do not edit. Metrics of a path, a signal or a forecast
                appear with the first of them, those of the history and of reports when `history` configures them.

                | metric | type | labels | relay | meaning |
                |---|---|---|---|---|
                """);
        Set<String> names = names(edge);
        assertThat(names).containsAll(names(cloud));
        names.forEach(name -> page.append(GeneratedPage.row(
                "`" + name + "`",
                header("TYPE", name, edge),
                labels(name, edge),
                names(cloud).contains(name) ? "both" : "edge",
                header("HELP", name, edge))));
        return page.toString();
    }

    private static Set<String> names(String metrics) {
        return NAME.matcher(metrics)
                .results()
                .map(type -> type.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String header(String kind, String name, String metrics) {
        String start = "# " + kind + " " + name + " ";
        return metrics.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .collect(Collectors.joining());
    }

    private static String labels(String name, String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{"))
                .flatMap(line -> LABEL.matcher(line).results().map(label -> "`" + label.group(1) + "`"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Signal is pushed until the history has answered. */
    private static String edgeMetrics(RelayProcess edge) throws IOException, InterruptedException {
        String metrics = "";
        while (!LATE.stream().map(PREFIX::concat).allMatch(metrics::contains)) {
            edge.push("/contexts/signal", SIGNAL);
            edge.push("/contexts/forecast", FORECAST);
            TimeUnit.MILLISECONDS.sleep(20);
            metrics = edge.metrics();
        }
        return metrics;
    }

    private static String cloudMetrics(RelayProcess cloud) throws IOException, InterruptedException {
        String metrics = "";
        while (!metrics.contains(PREFIX + LATE.get(0))) {
            TimeUnit.MILLISECONDS.sleep(20);
            metrics = cloud.metrics();
        }
        return metrics;
    }

    private Path cloudFile(int paths) throws IOException {
        return write("cloud.yaml", """
                listen: ['127.0.0.1:%d']
                congestionControl: reno
                transparent: false
                """.formatted(paths));
    }

    private Path edgeFile(int paths, int history) throws IOException {
        return write("edge.yaml", """
                intercept: {device: lo, rules: []}
                cloud: ['127.0.0.1:%d']
                uplinks: [{device: lo, carrier: cmcc, congestionControl: reno}]
                history: {url: 'http://127.0.0.1:%d', report: {spool: '%s'}}
                """.formatted(paths, history, folder.resolve("spool")));
    }

    private Path write(String name, String config) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "k".repeat(48));
        return Files.writeString(
                folder.resolve(name),
                config + "authentication: {keyFile: '" + key + "'}\nstatus: '127.0.0.1:" + freePort() + "'\n");
    }

    /** The settings of a relay name its ports, and 0 is not one. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
