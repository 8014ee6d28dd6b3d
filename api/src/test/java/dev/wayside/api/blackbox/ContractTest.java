package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract is served, and what it shows works. That every answer keeps it is checked wherever one is given. */
class ContractTest {

    @TempDir
    private static Path directory;

    private static RunningService wayside;

    @BeforeAll
    static void start() throws IOException {
        wayside = new RunningService(directory);
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    @Test
    void itIsServedAsJsonAndYaml() throws Exception {
        assertThat(wayside.get("/openapi.json").json()).isEqualTo(Contract.DOCUMENT);
        assertThat(wayside.get("/openapi.yaml").response().body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void thePageBringsAllItNeeds() throws Exception {
        Answer page = wayside.get("/docs");

        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.response().body()).doesNotContain("http:", "https:");
        for (String file :
                List.of("swagger-ui.css", "swagger-ui-bundle.js", "docs.js", "docs.css", "favicon-32x32.png")) {
            assertThat(page.response().body().contains(file) || file.equals("docs.js"))
                    .isTrue();
            assertThat(wayside.get("/docs/" + file).status()).as(file).isEqualTo(200);
        }
        assertThat(wayside.get("/docs/index.html").status()).isEqualTo(404);
        assertThat(wayside.get("/docs/..%2fopenapi.yaml").status()).isEqualTo(404);
    }

    @Test
    void whatBreaksItIsNoticed() {
        assertThatThrownBy(() -> Contract.requireValid("/components/schemas/Count", "-1"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Contract.requireValid("/components/schemas/TextPage", "{\"items\":[],\"more\":1}"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void everyExampleIsValid() throws Exception {
        List<String> contents = new ArrayList<>();
        contentsBelow("", Contract.DOCUMENT, contents);
        int examples = 0;
        for (String content : contents) {
            for (Map.Entry<String, JsonNode> example :
                    Contract.DOCUMENT.at(content).path("examples").properties()) {
                Contract.requireValid(
                        content + "/schema", example.getValue().get("value").toString());
                examples++;
            }
        }
        assertThat(examples).isGreaterThanOrEqualTo(8);
    }

    @Test
    void everyExampleOfARequestIsAnswered() throws Exception {
        for (String call : List.of("/v1/predictions", "/v1/estimates", "/v1/traces")) {
            JsonNode contents = Contract.DOCUMENT.get("paths").get(call).at("/post/requestBody/content");
            for (Map.Entry<String, JsonNode> content : contents.properties()) {
                for (JsonNode example : content.getValue().path("examples")) {
                    JsonNode value = example.get("value");
                    Answer answer = wayside.send(wayside.request(call)
                            .header("Content-Type", content.getKey())
                            .POST(BodyPublishers.ofString(value.isTextual() ? value.textValue() : value.toString())));
                    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
                }
            }
        }
    }

    private static void contentsBelow(String pointer, JsonNode node, List<String> found) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String below = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            if (field.getValue().has("schema") && field.getValue().has("examples")) {
                found.add(below);
            }
            contentsBelow(below, field.getValue(), found);
        }
    }
}
