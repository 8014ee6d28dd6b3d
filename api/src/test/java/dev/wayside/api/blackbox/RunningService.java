package dev.wayside.api.blackbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.ZoneOffset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;

/** A real service on a free port over a real store, and a client to call it with. */
final class RunningService implements AutoCloseable {

    /** A grid of 100 ms, windows of 5 samples, a stride of 1, a look-ahead of 500 ms. */
    static final StoreSettings SETTINGS = new StoreSettings(100, 5, 1, 500, 300, ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();

    final HistoryStore store;
    final WaysideService service;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningService(Path directory) throws IOException {
        this(RocksDbHistoryStore.openOrCreate(directory, SETTINGS));
    }

    RunningService(Path directory, ServiceSettings settings) throws IOException {
        this(RocksDbHistoryStore.openOrCreate(directory, SETTINGS), settings);
    }

    RunningService(HistoryStore store) throws IOException {
        this(store, ServiceSettings.onLoopback(store.settings(), 0));
    }

    RunningService(HistoryStore store, ServiceSettings settings) throws IOException {
        this.store = store;
        this.service = WaysideService.start(store, settings);
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    Answer predict(String observation) throws IOException, InterruptedException {
        return post("/v1/predictions", "{\"observations\":[" + observation + "]}");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        Contract.requireKept(response);
        return new Answer(response);
    }

    @Override
    public void close() {
        service.close();
        store.close();
    }

    /** The answer of the service. */
    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() throws IOException {
            return JSON.readTree(response.body());
        }
    }
}
