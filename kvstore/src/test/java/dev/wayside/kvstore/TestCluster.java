package dev.wayside.kvstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code cassandra/cluster} on the cluster in a directory. */
record TestCluster(Path directory) {

    /** Does something with the one node of the cluster in WAYSIDE_CASSANDRA. */
    static void control(String command) throws IOException, InterruptedException {
        new TestCluster(Path.of(System.getenv("WAYSIDE_CASSANDRA"))).run(command, "1");
    }

    /** Runs a command and gives back what it printed. */
    String run(String command, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("cassandra/cluster", command, directory.toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", line, output).isZero();
        return output;
    }
}
