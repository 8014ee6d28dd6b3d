package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What 10,000 vehicles that are connected and say nothing cost: resident memory of the service in a process of its own.
 * {@code mvn -pl .,kvstore,trace-ingest,matcher,fusion,datasets,client,api test -Dtest=IdleStreamsBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false}
 */
class IdleStreamsBenchmark {

    private static final int STREAMS = 10_000;
    private static final long MAX_KIB = 1_500_000;
    private static final String UPGRADE = """
            GET /v1/stream HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """;

    @TempDir
    private Path folder;

    @Test
    void idleStreamsCostLittle() throws Exception {
        Path store = folder.resolve("store");
        RocksDbHistoryStore.openOrCreate(store, new StoreSettings(100, 5, 1, 500, 300, ZoneOffset.UTC))
                .close();
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseParallelGC",
                        "-Xmx1g",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.wayside.api.WaysideProgram",
                        "serve",
                        "--store",
                        store.toString(),
                        "--port",
                        "0",
                        "--max-connections-per-address",
                        "12000")
                .start();
        List<Socket> streams = new ArrayList<>();
        try (BufferedReader talk = service.errorReader()) {
            int port = URI.create(talk.readLine().substring("listening on ".length()))
                    .getPort();
            long before = residentKib(service);
            for (int i = 0; i < STREAMS; i++) {
                streams.add(open(port));
            }
            long after = residentKib(service);
            System.out.printf(
                    "%,d idle streams: %,d MB resident, %,d MB before%n", STREAMS, after / 1_024, before / 1_024);
            assertThat(after).isLessThan(MAX_KIB);
        } finally {
            for (Socket stream : streams) {
                stream.close();
            }
            service.destroyForcibly().waitFor();
        }
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(head).startsWith("HTTP/1.1 101");
        return socket;
    }

    private static long residentKib(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
