package dev.wayside.relay.lab;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.config.ConfigException;

/** The {@code wayside} program beside the lab: generates, ingests and serves. */
final class WaysideProgram {

    private static final int READY_SECONDS = 30;
    private static final int PORT = 8_080;

    private final Path jar;
    private final Path folder;

    /** @throws ConfigException if the program is not there */
    WaysideProgram(Path jar, Path folder) throws ConfigException {
        if (!Files.isRegularFile(jar)) {
            throw new ConfigException("a trip needs the program wayside.jar, which is not at " + jar
                    + ": name it with --wayside, or build it (mvn package -DskipTests)");
        }
        this.jar = jar;
        this.folder = folder;
    }

    /** Where it is in a checkout that was built. */
    static Path beside() {
        try {
            Path own = Path.of(WaysideProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolve("../../../api/target/wayside.jar").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the lab's own place is no path", e);
        }
    }

    /** Runs a command to its end. */
    void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        Shell.run(command.toArray(String[]::new));
    }

    /** Serves a store at the edge, as on board of a train. */
    Process serve(Path store) throws IOException, InterruptedException {
        Process service = Shell.start(
                folder.resolve("serve.log"),
                List.of(
                        "ip",
                        "netns",
                        "exec",
                        "edge",
                        java(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-jar",
                        jar.toString(),
                        "serve",
                        "--store",
                        store.toString(),
                        "--port",
                        String.valueOf(PORT)));
        for (int i = 0; i < READY_SECONDS * 5; i++) {
            TimeUnit.MILLISECONDS.sleep(200);
            if (Shell.run("sh", "-c", "ip netns exec edge curl -s -m 2 " + url() + "/readyz || true").stream()
                    .anyMatch(line -> !line.isBlank())) {
                return service;
            }
        }
        service.destroy();
        throw new IOException(
                "the history is not ready after " + READY_SECONDS + " s: see " + folder.resolve("serve.log"));
    }

    static String url() {
        return "http://127.0.0.1:" + PORT;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
