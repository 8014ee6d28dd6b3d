package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.kvstore.CellKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests made of the contract's examples and then damaged at random: none may make the service fail. A longer run, in
 * requests: {@code -Dwayside.fuzz.requests=1000000}.
 */
class FuzzTest {

    private static final int REQUESTS = Integer.getInteger("wayside.fuzz.requests", 2_000);
    private static final long SEED = 20_260_105;
    private static final List<String> STRANGE = List.of(
            "null",
            "-1",
            "1e400",
            "NaN",
            "\"\"",
            "[]",
            "{}",
            "true",
            "\\u0000",
            "99999999999999999999",
            "\"x\"",
            "[[",
            "}}",
            ",",
            "\n",
            "\"\\ud800\"",
            "-0.0",
            "2026-02-30");

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);

    @Test
    void nothingThatIsSentMakesTheServiceFail() throws Exception {
        List<String> paths = new ArrayList<>(Contract.DOCUMENT.get("paths").properties().stream()
                .map(Map.Entry::getKey)
                .toList());
        try (RunningService wayside = new RunningService(directory)) {
            new PastVisits(wayside.store).ramp(new CellKey("cmcc", "1"), 1, PastVisits.MONDAY, 20, -70, 1e6);
            for (int i = 0; i < REQUESTS; i++) {
                HttpRequest.Builder request = request(wayside, paths.get(random.nextInt(paths.size())));
                Answer answer = wayside.send(request);
                assertThat(answer.status())
                        .as(
                                "request %d of seed %d: %s",
                                i, SEED, answer.response().request())
                        .isLessThan(500);
            }
            assertThat(wayside.get("/readyz").status()).isEqualTo(200);
        }
    }

    private HttpRequest.Builder request(RunningService wayside, String path) {
        JsonNode operations = Contract.DOCUMENT.get("paths").get(path);
        String filled = path.replace("{carrier}", segment("cmcc"))
                .replace("{cell}", segment("1"))
                .replace("{day}", segment("2026-01-01"))
                .replace("{file}", segment("docs.js"))
                .replace("{name}", segment("trams"))
                .replace("{trip}", segment("tram-7:2026-01-05T07:00"));
        String query = random.nextInt(3) == 0
                ? "?" + pick("limit", "after", "carrier", "mapping", "format", "x") + "="
                        + segment(pick("1", "xcal", "csv"))
                : "";
        HttpRequest.Builder request = wayside.request(filled + query);
        String method = operations.has("put") && random.nextBoolean() ? "put" : "post";
        if (!operations.has(method)) {
            return random.nextInt(10) == 0 ? request.DELETE() : request.GET();
        }
        List<Map.Entry<String, JsonNode>> contents = new ArrayList<>(
                operations.at("/" + method + "/requestBody/content").properties());
        contents.removeIf(content -> !content.getValue().has("examples"));
        if (contents.isEmpty()) {
            return request.POST(BodyPublishers.noBody());
        }
        Map.Entry<String, JsonNode> content = contents.get(random.nextInt(contents.size()));
        JsonNode example = content.getValue().get("examples").elements().next().get("value");
        String body = example.isTextual() ? example.textValue() : example.toString();
        if (random.nextInt(10) == 0) {
            request.header("Content-Encoding", pick("gzip", "identity", "br", "x"));
        }
        return request.header("Content-Type", content.getKey())
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofByteArray(damaged(body)));
    }

    private byte[] damaged(String text) {
        StringBuilder body = new StringBuilder(text);
        for (int damages = random.nextInt(5); damages > 0; damages--) {
            int at = random.nextInt(body.length() + 1);
            int end = Math.min(body.length(), at + random.nextInt(10));
            switch (random.nextInt(3)) {
                case 0 -> body.delete(at, end);
                case 1 -> body.insert(at, STRANGE.get(random.nextInt(STRANGE.size())));
                default -> body.insert(at, body.substring(at, end).repeat(random.nextInt(20)));
            }
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private String segment(String usual) {
        return random.nextInt(2) == 0
                ? usual
                : pick("%00", "%ff", "..%2f", "%E8%BD%A6", "-1", "99999999999", "%20", "a".repeat(500), "%25", ";x=y");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
