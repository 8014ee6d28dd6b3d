package dev.wayside.api.docs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists every metric of the service in docs/metrics-serve.md. */
class PageOfMetricsTest {

    private static final String REQUESTS = "wayside_http_requests_seconds";
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (wayside_\\w+) (.*)$");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (wayside_\\w+) (\\w+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @Test
    void thePageListsEveryMetric(@TempDir Path directory) throws Exception {
        StringBuilder page = new StringBuilder("""
                # Metrics of `wayside serve`

                Generated from the code by `PageOfMetricsTest`: do not edit. `GET /metrics` answers in the text format of
                Prometheus. Besides these, it holds the usual metrics of the JVM and the process (`jvm_...`, `process_...`,
                `system_...`), named by Micrometer.

                | metric | type | labels | meaning |
                |---|---|---|---|
                """);
        String metrics = scrape(directory);
        Map<String, String> types = new TreeMap<>();
        TYPE.matcher(metrics).results().forEach(type -> types.put(type.group(1), type.group(2)));
        HELP.matcher(metrics)
                .results()
                .sorted(Comparator.comparing((MatchResult help) -> help.group(1)))
                .forEach(help -> page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                help.group(1),
                                types.get(help.group(1)),
                                labels(help.group(1), metrics),
                                GeneratedPage.cell(help.group(2)))));
        new GeneratedPage("metrics-serve.md").requireUpToDate(page.toString());
    }

    private static String labels(String metric, String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + "_count{"))
                .flatMap(line -> LABEL.matcher(line).results().map(label -> "`" + label.group(1) + "`"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Metrics after a request: those of requests are there from the first one on. */
    private static String scrape(Path directory) throws IOException, InterruptedException {
        StoreSettings settings = new StoreSettings(100, 5, 1, 500, 300, ZoneOffset.UTC);
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(directory, settings);
                WaysideService service = WaysideService.start(store, ServiceSettings.onLoopback(settings, 0))) {
            String metrics = get(service, "/metrics");
            while (!metrics.contains(REQUESTS)) {
                metrics = get(service, "/metrics");
            }
            return metrics;
        }
    }

    private static String get(WaysideService service, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
