package dev.wayside.api.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** An ingestion in a process of its own, followed while it runs and ended at will. */
final class RunningIngest implements AutoCloseable {

    /** The exit code of a process that was ended by SIGKILL. */
    static final int KILLED = 128 + 9;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader out;
    private final Path err;
    private final List<String> storedLogs = new ArrayList<>();

    private RunningIngest(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader();
        this.err = err;
    }

    /**
     * Starts the program.
     *
     * @param scratch takes what a killed process cannot tidy away
     */
    static RunningIngest start(Path scratch, String... arguments) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.wayside.api.WaysideProgram");
        Path err = Files.createTempFile(scratch, "talk", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(java.stream(), Stream.of(arguments)).toList())
                .redirectError(err.toFile());
        return new RunningIngest(builder.start(), err);
    }

    /** Reads until a number of logs was reported stored, or the output ended. */
    void awaitStored(int logs) throws IOException {
        String line = "";
        while (storedLogs.size() < logs && line != null) {
            line = readLine();
        }
    }

    /** Waits until a file is there, or the process has ended. Looks all the time: what comes next is soon past. */
    void awaitFile(Path file) {
        while (!Files.exists(file) && process.isAlive()) {
            Thread.onSpinWait();
        }
    }

    /** Waits until so much time has passed, or the process has ended. */
    void await(Duration time) throws InterruptedException {
        process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the process where it is, unless it has ended; no hook and no handler of it runs any more. */
    void kill() {
        // The process itself would close its pipe, and what it had still reported would be lost.
        process.toHandle().destroyForcibly();
    }

    /** Waits for the end and reads what is left of the output. */
    int exitCode() throws IOException, InterruptedException {
        awaitStored(Integer.MAX_VALUE);
        return process.waitFor();
    }

    /** The logs whose storing was reported, of the output that was read. */
    List<String> storedLogs() {
        return List.copyOf(storedLogs);
    }

    /** The messages to the operator. */
    String talk() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
    }

    private String readLine() throws IOException {
        String line = out.readLine();
        if (line != null) {
            JsonNode stored = JSON.readTree(line).path("stored");
            if (stored.isTextual()) {
                storedLogs.add(stored.textValue());
            }
        }
        return line;
    }
}
