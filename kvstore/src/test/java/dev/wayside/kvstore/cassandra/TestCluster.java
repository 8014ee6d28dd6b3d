package dev.wayside.kvstore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code cassandra/cluster} on the cluster in a directory. */
record TestCluster(Path directory) {

    /** The cluster in the directory WAYSIDE_CASSANDRA. */
    static TestCluster ofOneNode() {
        return new TestCluster(Path.of(System.getenv("WAYSIDE_CASSANDRA")));
    }

    /** Its nodes, as a store's place names them. */
    String contact() {
        try {
            return Files.readString(directory.resolve("contact")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " is not a directory of cassandra/cluster", e);
        }
    }

    /** Runs a command and gives back what it printed. */
    String run(String command, String... arguments) throws IOException, InterruptedException {
        return runWithJavaOption("", command, arguments);
    }

    /** The same, for a command that starts nodes: with one more option for their Java. */
    String runWithJavaOption(String option, String command, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("cassandra/cluster", command, directory.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("JAVA_TOOL_OPTIONS", option);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", line, output).isZero();
        return output;
    }
}
