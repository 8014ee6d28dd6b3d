package dev.wayside.relay.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.Eventually;
import dev.wayside.relay.config.Authentication;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Interception;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.run.EdgeRelay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An edge relay whose paths are established, and over which nothing arrives: real sockets, on loopback. */
@Timeout(30)
class SilentPathTest {

    @TempDir
    private Path folder;

    @Test
    void silentPathsDoNotCountAfterFiveSeconds() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "k".repeat(48));
        try (ServerSocket cloud = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                EdgeRelay edge = edge(file, cloud.getLocalPort());
                Socket path = handshake(cloud, PathKey.read(file))) {
            long start = System.nanoTime();
            Eventually.isTrue("the edge is ready", edge::isReady);
            Eventually.isTrue("the edge is not ready", () -> !edge.isReady());
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(4_500), Duration.ofMillis(7_000));
            assertThat(edge.status().get(0).paths()).hasSize(1);
            assertThat(path.isClosed()).isFalse();
        }
    }

    /** A path whose cloud proves that it has the key, and then sends nothing. */
    private static Socket handshake(ServerSocket cloud, PathKey key) throws IOException {
        Socket path = cloud.accept();
        byte[] hello = receive(path);
        byte[] answer = HandshakeHandler.join(PathKey.nonce(), new byte[Long.BYTES]);
        send(path, answer);
        assertThat(key.proves(receive(path), "edge", hello, answer)).isTrue();
        send(path, key.proof("cloud", hello, answer));
        return path;
    }

    private static EdgeRelay edge(Path key, int port) throws Exception {
        return EdgeRelay.start(new EdgeConfig(
                new Interception("lo", Optional.empty(), List.of(), Optional.empty()),
                List.of(new Uplink("lo", "cmcc", List.of(), Optional.of("reno"), Optional.empty())),
                List.of(HostPort.of("127.0.0.1:" + port)),
                new Authentication(Optional.of(key), Optional.empty()),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private static void send(Socket socket, byte[] message) throws IOException {
        socket.getOutputStream()
                .write(ByteBuffer.allocate(2 + message.length)
                        .putShort((short) message.length)
                        .put(message)
                        .array());
    }

    private static byte[] receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        return in.readNBytes(in.readUnsignedShort());
    }
}
