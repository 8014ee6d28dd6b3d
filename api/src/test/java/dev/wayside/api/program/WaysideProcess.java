package dev.wayside.api.program;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The program as a shell runs it: a process of its own that shares nothing with the test but its class path and the
 * folder it works in.
 */
final class WaysideProcess {

    private static final long TIMEOUT_SECONDS = 120;

    private final Path folder;
    private final String heap;
    private final List<String> wrapper;

    private WaysideProcess(Path folder, String heap, List<String> wrapper) {
        this.folder = folder;
        this.heap = heap;
        this.wrapper = wrapper;
    }

    /** The program with {@code folder} as its working directory: logs and stores are named relative to it. */
    static WaysideProcess in(Path folder) {
        return new WaysideProcess(folder, "256m", List.of());
    }

    WaysideProcess withHeap(String size) {
        return new WaysideProcess(folder, size, wrapper);
    }

    /** Started by another command, which gets the whole command line appended. */
    WaysideProcess under(List<String> command) {
        return new WaysideProcess(folder, heap, command);
    }

    /** Runs to the end. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(commandLine(arguments));
    }

    /** Runs a shell script in which {@code "$@"} stands for the program. */
    Outcome runScript(String script) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(commandLine());
        List<String> wrapped = new ArrayList<>(wrapper);
        wrapped.addAll(command);
        return run(wrapped);
    }

    /** Starts it; standard output is a pipe, standard error goes nowhere. */
    Process start(String... arguments) throws IOException {
        return processOf(commandLine(arguments))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts it; standard output and standard error are pipes. */
    Process startHeard(String... arguments) throws IOException {
        return processOf(commandLine(arguments)).start();
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch(), "stdout", "");
        Path err = Files.createTempFile(scratch(), "stderr", "");
        Process process = processOf(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("still running after " + TIMEOUT_SECONDS + " s: " + command);
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private ProcessBuilder processOf(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        return builder;
    }

    private List<String> commandLine(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        // A killed process leaves what it unpacked there.
        command.add("-Djava.io.tmpdir=" + scratch());
        command.addAll(List.of("-cp", absoluteClassPath(), "dev.wayside.api.WaysideProgram"));
        command.addAll(List.of(arguments));
        return command;
    }

    private Path scratch() throws IOException {
        return Files.createDirectories(folder.resolve(".process"));
    }

    private static String absoluteClassPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    /**
     * How a run ended.
     *
     * @param exitCode what the shell sees
     * @param out standard output
     * @param err standard error
     */
    record Outcome(int exitCode, String out, String err) {

        private static final ObjectMapper JSON = new ObjectMapper();

        /** Every line of the output as a JSON object. */
        List<JsonNode> jsonLines() {
            return out.lines().map(Outcome::parse).toList();
        }

        /** The values of one key, of the lines that have it. */
        List<String> jsonValues(String key) {
            return jsonLines().stream()
                    .filter(line -> line.has(key))
                    .map(line -> line.get(key).asText())
                    .toList();
        }

        /** The last line: the whole of an ingestion. */
        JsonNode total() {
            List<JsonNode> lines = jsonLines();
            return lines.get(lines.size() - 1);
        }

        private static JsonNode parse(String line) {
            try {
                return JSON.readTree(line);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("not JSON: " + line, e);
            }
        }
    }
}
