package dev.wayside.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.api.http.access.AccessToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One precedence: command line, environment, file, default. */
class ConfigCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyDefaultIsPrintedAndSaidToBeOne() throws Exception {
        JsonNode config = config(Map.of());

        assertThat(config.properties().stream()
                        .filter(setting -> !setting.getKey().equals("tokens"))
                        .map(setting -> setting.getKey() + "="
                                + setting.getValue().get("value").textValue()))
                .containsExactly(
                        "store=wayside-store",
                        "config=",
                        "new-store-interval=0",
                        "host=127.0.0.1",
                        "host-name=",
                        "port=8080",
                        "monitor-port=",
                        "open-to-anyone=false",
                        "tls-keystore=",
                        "tls-password-file=",
                        "k=10",
                        "threshold-db=3.0",
                        "retention-days=0",
                        "retention-backlog=false",
                        "trip-silence=60",
                        "max-body-bytes=10000000",
                        "max-observations=1000",
                        "max-samples=10000",
                        "max-ingest-bytes=1000000000",
                        "max-connections=12000",
                        "max-connections-per-address=6000",
                        "max-requests-per-second=0",
                        "backup-dir=",
                        "access-log=false",
                        "log-format=text");
        assertThat(config.properties().stream()
                        .filter(setting -> !setting.getKey().equals("tokens"))
                        .map(setting -> setting.getValue().get("source").textValue()))
                .containsOnly("default");
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws Exception {
        Path file = write("port: 1\nk: 2\nretention-days: 30\nopen-to-anyone: true\n");

        JsonNode config =
                config(Map.of("WAYSIDE_PORT", "3", "WAYSIDE_K", "4", "WAYSIDE_CONFIG", file.toString()), "--port", "5");

        assertThat(setting(config, "port")).isEqualTo("5 from command line");
        assertThat(setting(config, "k")).isEqualTo("4 from WAYSIDE_K");
        assertThat(setting(config, "retention-days")).isEqualTo("30 from " + file);
        assertThat(setting(config, "open-to-anyone")).isEqualTo("true from " + file);
        assertThat(setting(config, "max-samples")).isEqualTo("10000 from default");
        assertThat(setting(config, "config")).isEqualTo(file + " from WAYSIDE_CONFIG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train-7", "007", "1e3", "null", "yes", "2026-01-05"})
    void aTokenThatWasMadeIsKnownByItsHashOnly(String name) throws Exception {
        assertThat(run(Map.of(), "config", "token", name, "--scope", "query", "--scope", "ingest"))
                .isZero();
        String made = out.toString();
        String token = made.lines().findFirst().orElse("").substring(2);
        out.getBuffer().setLength(0);

        JsonNode config = config(Map.of(), "--config", write(made).toString());

        assertThat(token).startsWith("wayside_").hasSize(8 + 43);
        assertThat(made).contains(AccessToken.hash(token));
        assertThat(config.at("/tokens/0/name").textValue()).isEqualTo(name);
        assertThat(config.at("/tokens/0/scopes").toString()).isEqualTo("[\"query\",\"ingest\"]");
    }

    @Test
    void itPrintsForPeopleToo() throws Exception {
        assertThat(run(Map.of("WAYSIDE_PORT", "9090"), "config")).isZero();

        assertThat(out.toString()).containsPattern("port +9090 +WAYSIDE_PORT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            colour: red                         | unknown setting colour; known are tokens, host
            port: [1, 2]                        | port must be one plain value
            port: 1\\nport: 2                    | line 2
            'port: {'                           | no YAML
            just words                          | holds no settings
            config: other.yaml                  | unknown setting config
            tokens: none                        | tokens must be a list
            tokens: [{name: a}]                 | tokens, entry 1: sha256 is missing
            tokens: [{name: a, sha256: 00, scopes: [query]}]    | is not 64 hexadecimal digits
            tokens: [{name: a, sha256: 00, scopes: [root]}]     | root is not a scope
            tokens: [{name: a, token: b}]       | unknown token
            tokens: [{name: a, sha256: %1$s, scopes: [query]}, {name: a, sha256: %1$s, scopes: [query]}] | entry 2: its name or hash is that of a
            """)
    void aFileThatIsWrongIsAConfigurationError(String yaml, String complaint) throws Exception {
        Path file = write(yaml.replace("\\n", "\n").replace("%1$s", "a".repeat(64)));

        for (String command : List.of("config", "serve")) {
            err.getBuffer().setLength(0);
            assertThat(run(Map.of(), command, "--config", file.toString())).isEqualTo(78);
            assertThat(err.toString())
                    .contains(complaint.split("; known")[0], file.toString())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aFileThatIsMissingIsAConfigurationError() throws Exception {
        assertThat(run(Map.of(), "config", "--config", "no.yaml")).isEqualTo(78);
        assertThat(err.toString()).contains("there is no configuration file no.yaml");
    }

    @Test
    void aValueOfAnotherKindIsUsageOnTheCommandLineOnly() throws Exception {
        assertThat(run(Map.of("WAYSIDE_PORT", "81"), "config", "--port", "eighty"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--port", "eighty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            port            | eighty   | 'eighty' is not an int
            port            | 65536    | the port must lie between 0 and 65535, not 65536
            k               | 0        | k must lie between
            threshold-db    | -1       | threshold
            retention-days  | -3       | not -3
            new-store-interval | 70000 | 70000
            new-store-interval | -1    | -1
            max-body-bytes  | 1        | the max body size (bytes) must lie between 1000 and
            max-observations | 0       | max observations
            max-samples     | 0        | max samples
            max-ingest-bytes | 5       | max size of a body of traces
            max-connections | 1        | max connections
            max-requests-per-second | -1 | requests per second
            host            | nowhere.invalid | the host nowhere.invalid has no address
            host-name       | http://x | 'http://x' is not a host name
            log-format      | xml      | xml
            open-to-anyone  | maybe    | 'maybe' is not a boolean
            """)
    void aWrongValueIsReportedWithItsPlace(String key, String value, String complaint) throws Exception {
        String variable = "WAYSIDE_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
        Path file = write("access-log: true\n\n" + key + ": " + value + "\n");

        for (String command : List.of("config", "serve")) {
            assertBlamed(variable, key, complaint, Map.of(variable, value), command);
            assertBlamed(file + ", line 3", key, complaint, Map.of(), command, "--config", file.toString());
            err.getBuffer().setLength(0);
            assertThat(run(Map.of(), command, "--" + key + "=" + value)).isEqualTo(2);
            assertThat(err.toString()).contains(complaint);
        }
    }

    private void assertBlamed(
            String place, String key, String complaint, Map<String, String> environment, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(environment, arguments)).isEqualTo(78);
        assertThat(err.toString())
                .contains("wayside: " + place + ": " + key + ": ", complaint)
                .doesNotContain("Usage", "--port");
    }

    @Test
    void theKnownSettingsAreThoseOfAFile() throws Exception {
        assertThat(run(Map.of(), "config", "--config", write("colour: red\n").toString()))
                .isEqualTo(78);

        assertThat(err.toString())
                .contains("line 1: unknown setting colour; known are tokens, ", "access-log", "threshold-db")
                .doesNotContain("json", "help", "config,");
    }

    @Test
    void misspeltVariablesAreReported() throws Exception {
        config(Map.of("WAYSIDE_MAX_SAMPELS", "5", "WAYSIDE_JAVA_OPTIONS", "-Xmx1g", "WAYSIDE_DATASETS", "/data"));

        assertThat(err.toString())
                .contains("WAYSIDE_MAX_SAMPELS is not a setting and is ignored; did you mean WAYSIDE_MAX_SAMPLES?")
                .doesNotContain("JAVA_OPTIONS", "DATASETS");
    }

    @Test
    void beyondThisMachineItListensOnlyWithTokensOrOnRequest() throws Exception {
        String store = directory.resolve("store").toString();

        assertThat(run(Map.of(), "serve", "--store", store, "--port", "0", "--host", "0.0.0.0"))
                .isEqualTo(78);
        assertThat(err.toString()).contains("without tokens, any client that reaches 0.0.0.0", "--open-to-anyone");
        assertThat(run(Map.of("WAYSIDE_HOST", "0.0.0.0"), "config")).isEqualTo(78);
        assertThat(run(Map.of("WAYSIDE_HOST", "0.0.0.0"), "config", "--open-to-anyone"))
                .isZero();
    }

    @Test
    void aKeyStoreNeedsItsPasswordAndMustBeOne() throws Exception {
        String store = directory.resolve("store").toString();
        String keys = write("no keys").toString();

        assertThat(run(Map.of(), "serve", "--store", store, "--tls-keystore", keys))
                .isEqualTo(78);
        assertThat(run(Map.of(), "serve", "--store", store, "--tls-keystore", keys, "--tls-password-file", keys))
                .isEqualTo(74);
    }

    @Test
    void theShippedFileIsAcceptedWithWhatIsCommentedOut() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "secret\n");
        Path keys = directory.resolve("wayside.p12");
        assertThat(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=wayside",
                                "-keystore",
                                keys.toString(),
                                "-storepass",
                                "secret")
                        .start()
                        .waitFor())
                .isZero();
        String whole = Files.readString(Path.of("src", "deb", "wayside.yaml"))
                .replaceAll("(?m)^#(?! \\S)", "")
                .replace("/etc/wayside/wayside.p12", keys.toString())
                .replace("/etc/wayside/wayside.password", password.toString())
                .replace("sha256: ...", "sha256: " + "0b".repeat(32));

        JsonNode config = config(Map.of(), "--config", write(whole).toString());

        assertThat(setting(config, "tls-keystore")).startsWith(keys + " from ");
        assertThat(setting(config, "tls-password-file")).startsWith(password + " from ");
        assertThat(config.at("/tokens/0/name").textValue()).isEqualTo("train-7");
    }

    private JsonNode config(Map<String, String> environment, String... arguments) throws IOException {
        String[] all = Stream.concat(Stream.of("config", "--json"), Stream.of(arguments))
                .toArray(String[]::new);
        assertThat(run(environment, all)).as(err.toString()).isZero();
        return JSON.readTree(out.toString());
    }

    private int run(Map<String, String> environment, String... arguments) {
        return WaysideProgram.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static String setting(JsonNode config, String name) {
        JsonNode setting = config.get(name);
        return setting.get("value").textValue() + " from "
                + setting.get("source").textValue();
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("wayside.yaml"), yaml);
    }
}
