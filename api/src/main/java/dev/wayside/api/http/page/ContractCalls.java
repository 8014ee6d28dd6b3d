package dev.wayside.api.http.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import io.javalin.http.Context;

/**
 * The contract that the service keeps, {@code openapi.yaml}: as it is, as JSON, and as a page that needs no network.
 */
public final class ContractCalls {

    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String WEBJAR_PROPERTIES = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    /** Only scripts of the service run, and only the service is called. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'";
    /** Files of the page; nothing else of the library is served. */
    private static final Map<String, String> TYPES = Map.of(
            "swagger-ui.css", "text/css",
            "docs.css", "text/css",
            "swagger-ui-bundle.js", "text/javascript",
            "favicon-32x32.png", "image/png",
            "docs.js", "text/javascript");

    private static final long ONE_DAY_SECONDS = 86_400;

    private final PackedFile yaml;
    private final PackedFile json;
    private final PackedFile page = new PackedFile(read("docs.html"));
    private final Map<String, PackedFile> files;

    public ContractCalls() {
        byte[] contract = read("openapi.yaml");
        String library = WEBJAR + version() + "/";
        yaml = new PackedFile(contract);
        json = new PackedFile(asJson(contract));
        files = TYPES.keySet().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> new PackedFile(read(name.startsWith("docs.") ? name : library + name))));
    }

    public void json(Context context) {
        json.respond(context, "application/json");
    }

    public void yaml(Context context) {
        yaml.respond(context, "application/yaml");
    }

    public void page(Context context) {
        context.header("Content-Security-Policy", PAGE_POLICY);
        page.respond(context, "text/html");
    }

    public void file(Context context) {
        String name = context.pathParam("file");
        PackedFile file = Optional.ofNullable(files.get(name))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no " + context.path()));
        context.header("Cache-Control", "max-age=" + ONE_DAY_SECONDS);
        file.respond(context, String.valueOf(TYPES.get(name)));
    }

    private static byte[] asJson(byte[] yaml) {
        try {
            return new ObjectMapper().writeValueAsBytes(new ObjectMapper(new YAMLFactory()).readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException("the contract is part of the program", e);
        }
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = open(WEBJAR_PROPERTIES)) {
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("the page's library is part of the program", e);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " is part of the program", e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = ContractCalls.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("the program lacks " + resource + "; build it again");
        }
        return in;
    }
}
