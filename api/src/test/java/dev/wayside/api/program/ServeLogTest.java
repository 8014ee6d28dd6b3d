package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.api.http.access.AccessToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log lines of {@code wayside serve} for a request, for people and for programs. */
@Timeout(60)
class ServeLogTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "wayside_for-this-test";

    @TempDir
    private Path folder;

    @Test
    void aLineOfJsonHasPlainFieldsOfTheirTypes() throws Exception {
        JsonNode line = JSON.readTree(accessLine("json", "Bearer " + TOKEN));

        assertThat(Instant.parse(line.get("@timestamp").textValue())).isBeforeOrEqualTo(Instant.now());
        assertThat(line.get("level").textValue()).isEqualTo("INFO");
        assertThat(line.get("logger_name").textValue()).isEqualTo("access");
        assertThat(line.get("method").textValue()).isEqualTo("GET");
        assertThat(line.get("path").textValue()).isEqualTo("/v1/carriers");
        assertThat(line.get("status").isInt()).isTrue();
        assertThat(line.get("status").intValue()).isEqualTo(200);
        assertThat(line.get("millis").isDouble()).isTrue();
        assertThat(line.get("client").textValue()).isEqualTo("127.0.0.1");
        assertThat(line.get("token").textValue()).isEqualTo("train-7");
        assertThat(line.get("request").textValue()).isEqualTo("trip-42");
        assertThat(line.has("kvpList")).isFalse();
    }

    @Test
    void aLineForPeopleNamesTheTokenToo() throws Exception {
        assertThat(accessLine("text", "Bearer " + TOKEN))
                .contains("method=GET path=/v1/carriers status=200", "client=127.0.0.1 token=train-7 request=trip-42");
    }

    @Test
    void whoeverShowsNoTokenHasNone() throws Exception {
        JsonNode line = JSON.readTree(accessLine("json", "Bearer wayside_of-nobody"));

        assertThat(line.get("status").intValue()).isEqualTo(401);
        assertThat(line.get("client").textValue()).isEqualTo("127.0.0.1");
        assertThat(line.has("token")).isFalse();
    }

    private String accessLine(String format, String authorization) throws Exception {
        Path configuration = Files.writeString(
                folder.resolve("wayside.yaml"),
                "tokens: [{name: train-7, scopes: [query], sha256: " + AccessToken.hash(TOKEN) + "}]\n"
                        + "store: store\nport: 0\nnew-store-interval: 100\naccess-log: true\nlog-format: " + format
                        + "\n");
        Process service = WaysideProcess.in(folder).startHeard("serve", "--config", configuration.toString());
        try (BufferedReader talk = service.errorReader()) {
            String url = next(talk, "listening on ").substring("listening on ".length());
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/v1/carriers"))
                                    .header("Authorization", authorization)
                                    .header("X-Request-Id", "trip-42")
                                    .build(),
                            BodyHandlers.discarding());
            return next(talk, "/v1/carriers");
        } finally {
            service.destroy();
            service.waitFor();
        }
    }

    private static String next(BufferedReader talk, String part) throws Exception {
        String line = talk.readLine();
        while (line != null && !line.contains(part)) {
            line = talk.readLine();
        }
        return String.valueOf(line);
    }
}
