package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import dev.wayside.kvstore.CellKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    private static final String OBSERVATION = "{\"carrier\":\"cmcc\",\"cell\":\"1\",\"rsrpDbm\":[-90,-91,-92,-93,-94]}";

    @Test
    void whatTheServiceDidCanBeRead(@TempDir Path directory) throws Exception {
        try (RunningService wayside = new RunningService(directory)) {
            new PastVisits(wayside.store).ramp(new CellKey("cmcc", "1"), 1, PastVisits.MONDAY, 8, -90, 1e6);
            for (int i = 0; i < 3; i++) {
                wayside.predict(OBSERVATION);
            }
            wayside.predict("{}");
            wayside.get("/v1/carriers/cmcc/cells/nowhere");
            wayside.get("/nowhere");

            String metrics = awaited(wayside, "call=\"none\"");

            assertThat(metrics)
                    .contains(
                            "wayside_http_requests_seconds_count{call=\"/v1/predictions\",method=\"POST\",status=\"200\"} 3",
                            "wayside_http_requests_seconds_count{call=\"/v1/predictions\",method=\"POST\",status=\"400\"} 1",
                            "call=\"/v1/carriers/{carrier}/cells/{cell}\",method=\"GET\",status=\"404\"} 1",
                            "wayside_http_requests_seconds_bucket{call=\"/v1/predictions\",method=\"POST\",status=\"200\",le=\"30.0\"} 3",
                            "wayside_cells_lookups_total{result=\"hit\"} 2.0",
                            "wayside_cells_lookups_total{result=\"miss\"} 1.0",
                            "wayside_cells_cached 1.0",
                            "wayside_store_samples_written_total 8.0",
                            "jvm_memory_used_bytes");
        }
    }

    @Test
    void methodsThatAreMadeUpAreCountedAsOne(@TempDir Path directory) throws Exception {
        try (RunningService wayside = new RunningService(directory)) {
            for (String method : List.of("MADE", "UP")) {
                RawExchange.with(
                        wayside, method + " /v1/carriers HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
            }

            String metrics = awaited(wayside, "method=\"other\",status=\"405\"} 2");

            assertThat(metrics).doesNotContain("MADE");
        }
    }

    /** A request is counted when its answer is on its way, which may be after it has come. */
    private static String awaited(RunningService wayside, String line) throws IOException, InterruptedException {
        String metrics = wayside.get("/metrics").response().body();
        while (!metrics.contains(line)) {
            metrics = wayside.get("/metrics").response().body();
        }
        return metrics;
    }
}
