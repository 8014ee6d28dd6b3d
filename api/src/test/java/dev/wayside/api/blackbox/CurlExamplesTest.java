package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.upkeep.BackupDirectory;
import dev.wayside.kvstore.HistoryStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents' examples, run as they are against the demo's history: each works, and there is one of each call. */
class CurlExamplesTest {

    private static final List<Path> PAGES = List.of(
            Path.of("README.md"),
            Path.of("..", "docs", "service-calls.md"),
            Path.of("..", "docs", "service-operations.md"));
    private static final String SERVICE = "http://127.0.0.1:8080";
    private static final Pattern METHOD = Pattern.compile("-X ([A-Z]+)");
    private static final Pattern PATH = Pattern.compile(Pattern.quote(SERVICE) + "(/[^'\"\\s?]*)");
    /** Options for curl next to those of the example: print the status, and end a stream that would go on. */
    private static final String STATUS_TOLD =
            "curl() { command curl --max-time 10 --write-out '%{stderr}status %{http_code}\\n' \"$@\"; }\n";

    private static final Set<String> NOT_METHODS = Set.of("parameters", "summary", "description");

    @BeforeAll
    static void needsCurl() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0,
                "curl is not on the path (on Debian: apt install curl)");
    }

    @Test
    void everyExampleWorks(@TempDir Path directory) throws Exception {
        HistoryStore store = LineStore.ofDemo(directory);
        Path backups = Files.createDirectory(directory.resolve("backups"));
        ServiceSettings settings = ServiceSettings.onLoopback(store.settings(), 0)
                .withBackups(new BackupDirectory(backups, InstantSource.system()));
        try (InputStream log = new GZIPInputStream(Files.newInputStream(LineStore.sixthDayOfDemo(directory)))) {
            Files.copy(log, directory.resolve("today.csv"));
        }
        try (RunningService wayside = new RunningService(store, settings)) {
            for (String example : examples()) {
                String status = status(directory, example, wayside.service.port());
                assertThat(status).as(example).matches(example.contains("/v1/stream") ? "101" : "2\\d\\d");
            }
        }
    }

    @Test
    void everyCallHasAnExample() throws IOException {
        Set<String> shown = examples().stream().map(CurlExamplesTest::call).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : Contract.DOCUMENT.get("paths").properties()) {
            Pattern pattern = Pattern.compile(path.getKey().replaceAll("\\{[a-z]+}", "[^/]+"));
            path.getValue().properties().stream()
                    .map(operation -> operation.getKey())
                    .filter(method -> !NOT_METHODS.contains(method))
                    .map(method -> method.toUpperCase(Locale.ROOT) + " ")
                    .filter(method -> shown.stream()
                            .noneMatch(call -> call.startsWith(method)
                                    && pattern.matcher(call.substring(method.length()))
                                            .matches()))
                    .map(method -> method + path.getKey())
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    private static String call(String example) {
        Matcher method = METHOD.matcher(example);
        Matcher path = PATH.matcher(example);
        assertThat(path.find()).as(example).isTrue();
        boolean hasBody = example.contains(" -d ") || example.contains(" --data");
        return (method.find() ? method.group(1) : hasBody ? "POST" : "GET") + " " + path.group(1);
    }

    /** Commands of the indented blocks that call curl, each with the lines it goes on over. */
    private static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        for (String line : lines()) {
            if (!line.startsWith("    ")) {
                continue;
            }
            command.append(line.strip()).append('\n');
            boolean isOpen = line.endsWith("\\")
                    || command.chars().filter(c -> c == '\'').count() % 2 == 1;
            if (!isOpen) {
                if (Pattern.compile("(^|[|] )curl ").matcher(command).find()) {
                    examples.add(command.toString());
                }
                command.setLength(0);
            }
        }
        return examples;
    }

    private static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path page : PAGES) {
            lines.addAll(Files.readAllLines(page));
        }
        return lines;
    }

    private static String status(Path directory, String example, int port) throws Exception {
        Path said = directory.resolve("said");
        Process shell = new ProcessBuilder(
                        "bash", "-c", STATUS_TOLD + example.replace(SERVICE, "http://127.0.0.1:" + port))
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("answer").toFile())
                .redirectError(said.toFile())
                .start();
        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).as(example).isTrue();
        String errors = Files.readString(said, StandardCharsets.UTF_8);
        Matcher status = Pattern.compile("status (\\d+)").matcher(errors);
        assertThat(status.find()).as("%s: %s", example, errors).isTrue();
        return status.group(1);
    }
}
