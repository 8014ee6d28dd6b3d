package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.wayside.api.http.WaysideService;

/** The contract, to hold answers against. */
final class Contract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "https://wayside.test/openapi.json";

    static final JsonNode DOCUMENT = read();

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(ID, DOCUMENT.toString()))));

    private Contract() {}

    /** Requires that the contract knows an answer. */
    static void requireKept(HttpResponse<String> response) throws IOException {
        String method = response.request().method();
        String path = response.request().uri().getRawPath();
        Optional<String> documented = path(path)
                .filter(known -> !DOCUMENT.at(operation(known, method)).isMissingNode());
        if (documented.isPresent() && !method.equals("HEAD")) {
            requireKept(operation(documented.get(), method) + "/responses", response);
        } else if (!method.equals("HEAD")) {
            // Nothing the contract knows: only a problem can be the answer.
            requireValid("/components/schemas/Problem", response.body());
        }
    }

    /** Requires that a value is valid under a schema of the contract. */
    static void requireValid(String pointer, String json) throws IOException {
        JsonSchema schema = SCHEMAS.getSchema(SchemaLocation.of(ID + "#" + pointer));
        Set<ValidationMessage> complaints = schema.validate(JSON.readTree(json));
        assertThat(complaints).as("%s under %s", json, pointer).isEmpty();
    }

    private static void requireKept(String responses, HttpResponse<String> response) throws IOException {
        String byStatus = responses + "/" + response.statusCode();
        String said = resolved(DOCUMENT.at(byStatus).isMissingNode() ? responses + "/default" : byStatus);
        JsonNode content = DOCUMENT.at(said).path("content");
        if (content.isMissingNode()) {
            assertThat(response.body()).isEmpty();
            return;
        }
        String type =
                response.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0];
        assertThat(content.properties().stream().map(Map.Entry::getKey))
                .as("%s %s: %d", response.request().method(), response.request().uri(), response.statusCode())
                .contains(type);
        if (type.endsWith("json")) {
            requireValid(said + "/content/" + escaped(type) + "/schema", response.body());
        }
    }

    private static String resolved(String pointer) {
        JsonNode reference = DOCUMENT.at(pointer).path("$ref");
        return reference.isTextual() ? reference.textValue().substring(1) : pointer;
    }

    private static Optional<String> path(String path) {
        return DOCUMENT.get("paths").properties().stream()
                .map(Map.Entry::getKey)
                .filter(known ->
                        path.matches(known.replaceAll("\\{[a-z]+}", "[^/]+").replace(".", "[.]")))
                .min((one, other) -> Boolean.compare(one.contains("{"), other.contains("{")));
    }

    private static String operation(String path, String method) {
        return "/paths/" + escaped(path) + "/" + method.toLowerCase(Locale.ROOT);
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode read() {
        try (InputStream yaml = WaysideService.class.getResourceAsStream("page/openapi.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
