package dev.wayside.relay.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.wayside.relay.RelayProgram;

/** A relay as a process of its own, and calls to its status address. */
final class RelayProcess implements AutoCloseable {

    private static final String STATUS = "status on ";

    private final Process process;
    private final URI status;
    private final HttpClient http = HttpClient.newHttpClient();

    private RelayProcess(Process process, URI status) {
        this.process = process;
        this.status = status;
    }

    static RelayProcess start(String command, Path config) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayProgram.class.getName(),
                        command,
                        "--config",
                        config.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (line != null && !line.startsWith(STATUS)) {
            line = said.readLine();
        }
        assertThat(line)
                .as("the %s relay has ended instead of listening", command)
                .isNotNull();
        return new RelayProcess(process, URI.create(line.substring(STATUS.length())));
    }

    String metrics() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(status.resolve("/metrics")).build(), BodyHandlers.ofString())
                .body();
    }

    void push(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(status.resolve(path))
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
