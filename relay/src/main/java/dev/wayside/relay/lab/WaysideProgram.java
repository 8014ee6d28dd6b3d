package dev.wayside.relay.lab;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.config.ConfigException;

/** The {@code wayside} program next to the lab: it generates, ingests and serves. */
final class WaysideProgram {

    /** Chosen: the service is ready after a few seconds, on a busy machine after some more. */
    private static final int READY_SECONDS = 30;

    /** Chosen: a start takes seconds, so this adds little. */
    private static final int POLL_MILLIS = 200;

    /** The default of {@code wayside serve}. */
    private static final int PORT = 8_080;

    private final Path jar;
    private final Path folder;

    /** @throws ConfigException if the program is missing */
    WaysideProgram(Path jar, Path folder) throws ConfigException {
        if (!Files.isRegularFile(jar)) {
            throw new ConfigException("a trip needs the program wayside.jar, which is missing at " + jar
                    + ": set its path with --wayside, or build it (mvn package -DskipTests)");
        }
        this.jar = jar;
        this.folder = folder;
    }

    /** The path in a checkout that was built. */
    static Path inCheckout() {
        try {
            Path own = Path.of(WaysideProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolve("../../../api/target/wayside.jar").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the lab's own location is not a path", e);
        }
    }

    /** Runs a command to its end. */
    void run(String... arguments) throws IOException, InterruptedException {
        Shell.run(JavaCommand.ofJar(List.of(), jar, List.of(arguments)).toArray(String[]::new));
    }

    /** Serves a store at the edge, as on board of a train. */
    Process serve(Path store) throws IOException, InterruptedException {
        Process service = Shell.start(
                folder.resolve("serve.log"),
                Namespace.EDGE.command(JavaCommand.ofJar(
                        List.of("-XX:+UseSerialGC", "-Xmx256m"),
                        jar,
                        List.of("serve", "--store", store.toString(), "--port", String.valueOf(PORT)))));
        for (int i = 0; i < READY_SECONDS * 1_000 / POLL_MILLIS; i++) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            if (Namespace.EDGE.poll(url() + "/readyz").stream().anyMatch(line -> !line.isBlank())) {
                return service;
            }
        }
        service.destroy();
        throw new IOException(
                "the history service is not ready after " + READY_SECONDS + " s: see " + folder.resolve("serve.log"));
    }

    static String url() {
        return "http://127.0.0.1:" + PORT;
    }
}
