package dev.wayside.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * A program that measures a peer: it is given a {@link WorkloadFolder}, and prints a {@link PeerResult} a line.
 *
 * @param name what to call it where it fails
 * @param command the program and its arguments; the folder is added to them
 * @param maxWindows larger workloads are not given to it
 */
record PeerProgram(String name, List<String> command, int maxWindows) {

    private static final String LIMIT = "::max=";
    private static final int LAST_LINES = 5;
    private static final int PATIENCE_SECONDS = 60;

    PeerProgram {
        command = List.copyOf(command);
    }

    /** One of ours, in a JVM like this one. */
    static PeerProgram of(JavaPeer peer, int maxWindows) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (peer.usesVectors()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseParallelGC", "-Xmx6g"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerProcess.class.getName()));
        command.add(peer.name());
        return new PeerProgram(peer.title(), command, maxWindows);
    }

    /**
     * A foreign one.
     *
     * @param text a shell command, and after it perhaps {@code ::max=WINDOWS}
     * @throws IllegalArgumentException if WINDOWS is not a number
     */
    static PeerProgram external(String text, int maxWindows) {
        int at = text.lastIndexOf(LIMIT);
        String command = at < 0 ? text : text.substring(0, at);
        int max = at < 0 ? maxWindows : number(text.substring(at + LIMIT.length()), text);
        return new PeerProgram(command, List.of("sh", "-c", command + " \"$1\"", "sh"), max);
    }

    private static int number(String digits, String text) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("after " + LIMIT + " comes a number of windows, not as in " + text, e);
        }
    }

    boolean accepts(WorkloadFolder.Label label) {
        return label.windows() <= maxWindows;
    }

    /**
     * Runs the program to its end.
     *
     * @return what it printed; nothing if it has nothing to say on this workload
     * @throws PeerFailedException if it fails, or prints something else
     */
    List<PeerResult> run(WorkloadFolder workload, Progress progress)
            throws IOException, InterruptedException, PeerFailedException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path out = folder.path().resolve("out");
            Path err = folder.path().resolve("err");
            int exitCode = run(workload, out.toFile(), err.toFile(), progress);
            if (exitCode != 0) {
                throw new PeerFailedException(
                        "peer '%s' ended with %d on %s: %s".formatted(name, exitCode, workload.path(), lastLines(err)));
            }
            return parse(Files.readAllLines(out));
        }
    }

    private int run(WorkloadFolder workload, File out, File err, Progress progress)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add(workload.path().toAbsolutePath().toString());
        Process process =
                new ProcessBuilder(whole).redirectOutput(out).redirectError(err).start();
        try {
            int seconds = 0;
            while (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                seconds += PATIENCE_SECONDS;
                progress.say("  %s: still building or measuring after %d s".formatted(name, seconds));
            }
            return process.exitValue();
        } finally {
            process.destroy();
        }
    }

    private List<PeerResult> parse(List<String> lines) throws PeerFailedException {
        List<PeerResult> results = new ArrayList<>();
        for (String line : lines) {
            try {
                results.add(PeerResult.parse(line));
            } catch (JsonProcessingException e) {
                throw new PeerFailedException("peer '%s' printed '%s', which is not a result: %s"
                        .formatted(name, line, e.getOriginalMessage()));
            }
        }
        return results;
    }

    /** The last lines of output, without stack traces. */
    private static String lastLines(Path err) throws IOException {
        List<String> lines = Files.readAllLines(err).stream()
                .filter(line -> !line.startsWith("\tat "))
                .toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
