package dev.wayside.relay.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A runner of commands, whose errors name the command and its output. */
final class Shell {

    private Shell() {}

    /** Runs a command to its end; the lines it wrote. */
    static List<String> run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(SystemPrograms.missing(List.of(command[0])), e);
        }
        List<String> lines = lines(process);
        if (process.waitFor() != 0) {
            throw new IOException("'" + String.join(" ", command) + "' failed: " + String.join("; ", lines));
        }
        return lines;
    }

    /** Runs an {@code ip} command, split at spaces. */
    static void ip(String words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words.split(" ", -1)));
        run(command.toArray(String[]::new));
    }

    /** Starts a command in the background; its output goes to a file. */
    static Process start(Path log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    static List<String> lines(Process process) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
