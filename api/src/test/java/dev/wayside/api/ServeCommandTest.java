package dev.wayside.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 5, 1, 500, 300, ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void itSaysWhereItListensAndLetsGoOfTheStoreWhenItEnds() throws Exception {
        RocksDbHistoryStore.openOrCreate(directory, SETTINGS).close();
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (PipedReader talk = new PipedReader();
                BufferedReader lines = new BufferedReader(talk);
                PrintWriter writer = new PrintWriter(new PipedWriter(talk))) {
            background.submit(() -> serve(writer, "--store", directory.toString(), "--port", "0"));

            String line = lines.readLine();

            assertThat(line).matches("listening on http://127\\.0\\.0\\.1:\\d+");
            HttpRequest health = HttpRequest.newBuilder(
                            URI.create(line.substring("listening on ".length()) + "/healthz"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(health, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            background.shutdownNow();
        }
        assertThat(background.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        RocksDbHistoryStore.open(directory).close();
    }

    @Test
    @Timeout(60)
    void aCalibrationOfAnotherVersionIsReported() throws Exception {
        try (RocksDbHistoryStore store = RocksDbHistoryStore.openOrCreate(directory, SETTINGS)) {
            store.keepCalibration("{\"version\":1}".getBytes(StandardCharsets.UTF_8));
        }
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (PipedReader talk = new PipedReader();
                BufferedReader lines = new BufferedReader(talk);
                PrintWriter writer = new PrintWriter(new PipedWriter(talk))) {
            background.submit(() -> serve(writer, "--store", directory.toString(), "--port", "0"));

            assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
                    .last()
                    .asString()
                    .endsWith("is not used: run wayside calibrate");
        } finally {
            background.shutdownNow();
        }
        assertThat(background.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void withoutAStoreThereIsNoInput() {
        assertThat(serve("--store", directory.resolve("none").toString())).isEqualTo(66);
        assertThat(err.toString()).contains("there is no store at").doesNotContain("\tat ");
    }

    @Test
    void aStoreIsMadeWhereItIsWantedAndThereIsNone() throws Exception {
        Path made = directory.resolve("made");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // It cannot listen there, and so ends at once.
            String port = Integer.toString(taken.getLocalPort());
            assertThat(serve("--store", made.toString(), "--new-store-interval", "200", "--port", port))
                    .isEqualTo(74);
        }
        try (RocksDbHistoryStore store = RocksDbHistoryStore.open(made)) {
            assertThat(store.settings().sampleIntervalMillis()).isEqualTo(200);
        }
        assertThat(serve("--store", directory.resolve("x").toString(), "--new-store-interval", "70000"))
                .isEqualTo(2);
    }

    @Test
    void aStoreThatIsInUseIsAnIoError() {
        try (RocksDbHistoryStore open = RocksDbHistoryStore.openOrCreate(directory, SETTINGS)) {
            assertThat(open.settings()).isEqualTo(SETTINGS);
            assertThat(serve("--store", directory.toString(), "--port", "0")).isEqualTo(74);
        }
    }

    @Test
    void valuesOutOfRangeAreUsageErrorsAndNoStoreIsOpenedForThem() {
        String store = directory.resolve("none").toString();

        assertThat(serve("--store", store, "--port", "65536")).isEqualTo(2);
        assertThat(serve("--store", store, "--k", "0")).isEqualTo(2);
        assertThat(serve("--store", store, "--threshold-db", "-1")).isEqualTo(2);
        assertThat(serve("--store", store, "--colour", "red")).isEqualTo(2);
        assertThat(serve("--store", store, "--new-store-interval", "100", "--host", "192.0.2.1"))
                .isEqualTo(78);
        assertThat(err.toString()).contains("65536", "k must lie", "threshold", "without tokens");
        assertThat(Path.of(store)).doesNotExist();
    }

    private int serve(String... arguments) {
        return serve(new PrintWriter(err), arguments);
    }

    private static int serve(PrintWriter err, String... arguments) {
        String[] withCommand =
                Stream.concat(Stream.of("serve"), Stream.of(arguments)).toArray(String[]::new);
        return WaysideProgram.commandLine(Map.of()).setErr(err).execute(withCommand);
    }
}
