package dev.wayside.relay.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.wayside.relay.Eventually;
import dev.wayside.relay.ReservedPorts;
import dev.wayside.relay.config.Authentication;
import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Interception;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.run.CloudRelay;
import dev.wayside.relay.run.EdgeRelay;
import dev.wayside.relay.schedule.Lane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What strangers get of a cloud relay on a real socket: nothing. */
@Timeout(60)
class PathHandshakeTest {

    @TempDir
    private Path folder;

    private int port;
    private CloudRelay cloud;

    @BeforeEach
    void choosePort() throws Exception {
        port = ReservedPorts.next();
        start();
    }

    private void start() throws Exception {
        start(key("right"));
    }

    private void start(Authentication authentication) throws Exception {
        cloud = CloudRelay.start(new CloudConfig(
                List.of(HostPort.of("127.0.0.1:" + port)),
                authentication,
                Optional.of("reno"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(false),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void garbageIsAnsweredWithNothing() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            byte[] garbage = new byte[2 + random.nextInt(500)];
            random.nextBytes(garbage);
            // A length that fits, so that the message itself is judged.
            ByteBuffer.wrap(garbage).putShort((short) Math.min(garbage.length - 2, 256));
            assertThat(answerTo(garbage)).isEmpty();
        }
        assertThat(cloud.status()).isEmpty();
    }

    @Test
    void whoCannotProveTheKeyLearnsNothingButANonce() throws Exception {
        try (Socket socket = connect()) {
            send(
                    socket,
                    HandshakeHandler.join(
                            HandshakeHandler.MAGIC,
                            PathKey.nonce(),
                            new PathIdentity(7, 1, Lane.MAIN, "cmcc").toBytes()));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readNBytes(in.readUnsignedShort())).hasSize(PathKey.NONCE_BYTES + Long.BYTES);
            send(socket, new byte[PathKey.PROOF_BYTES]);
            assertThat(restOf(socket)).isEmpty();
        }
        assertThat(cloud.status()).isEmpty();
    }

    @Test
    void aProofCannotBeReplayed() throws Exception {
        PathKey key = PathKey.read(key("right").keyFile().orElseThrow());
        byte[] hello = HandshakeHandler.join(
                HandshakeHandler.MAGIC, PathKey.nonce(), new PathIdentity(7, 1, Lane.MAIN, "cmcc").toBytes());
        byte[] proof;
        try (Socket socket = connect()) {
            send(socket, hello);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            proof = key.proof("edge", hello, in.readNBytes(in.readUnsignedShort()));
            send(socket, proof);
            assertThat(in.readUnsignedShort()).isEqualTo(PathKey.PROOF_BYTES);
        }
        try (Socket socket = connect()) {
            send(socket, hello);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readNBytes(in.readUnsignedShort())).hasSize(PathKey.NONCE_BYTES + Long.BYTES);
            send(socket, proof);
            assertThat(restOf(socket)).isEmpty();
        }
    }

    @Test
    void aFloodOfStrangersIsShedAndAnEdgeStillGetsIn() throws Exception {
        AtomicBoolean floods = new AtomicBoolean(true);
        List<Socket> strangers = new ArrayList<>();
        ExecutorService flood = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 1_000; i++) {
                strangers.add(connect());
            }
            Future<?> elsewhere = flood.submit(() -> floodWhile(floods, "127.0.0.2"));
            long start = System.nanoTime();
            try (EdgeRelay edge = edge(key("right"))) {
                awaitPaths(edge, Lane.values().length);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("before the strangers' time to prove themselves is over")
                        .isLessThan(Duration.ofSeconds(4));
                assertThat(cloud.status()).hasSize(1);
            }
            floods.set(false);
            elsewhere.get();
        } finally {
            flood.shutdownNow();
            closeAll(strangers);
        }
    }

    /** As many connections as are let be; for each that was closed another. */
    private Void floodWhile(AtomicBoolean floods, String from) throws IOException {
        Deque<Socket> open = new ArrayDeque<>();
        while (floods.get()) {
            Socket stranger = new Socket();
            stranger.bind(new InetSocketAddress(from, 0));
            stranger.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            open.add(stranger);
            if (open.size() > 200) {
                try (Socket oldest = open.remove()) {
                    assertThat(restOf(oldest)).isEmpty();
                }
            }
        }
        closeAll(open);
        return null;
    }

    private static void closeAll(Iterable<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void relaysOfDifferentKeysHaveNoPath() throws Exception {
        try (EdgeRelay wrong = edge(key("wrong"));
                EdgeRelay right = edge(key("right"))) {
            awaitPaths(right, Lane.values().length);
            assertThat(wrong.status().get(0).paths()).isEmpty();
            assertThat(cloud.status()).hasSize(1);
        }
    }

    @Test
    void anEdgeFindsTheCloudAgainWhenItWasAway() throws Exception {
        try (EdgeRelay edge = edge(key("right"))) {
            awaitPaths(edge, Lane.values().length);
            cloud.close();
            awaitPaths(edge, 0);
            start();
            awaitPaths(edge, Lane.values().length);
        }
    }

    @Test
    void underTlsOnlyCertificatesThatAreTrustedOpenAPath() throws Exception {
        Authentication trusted = tls("trusted", "trusted");
        Authentication stranger = tls("stranger", "trusted");
        cloud.close();
        start(trusted);
        try (EdgeRelay wrong = edge(stranger);
                EdgeRelay plain = edge(key("right"));
                EdgeRelay right = edge(trusted)) {
            awaitPaths(right, Lane.values().length);
            assertThat(wrong.status().get(0).paths()).isEmpty();
            assertThat(plain.status().get(0).paths()).isEmpty();
            assertThat(cloud.status()).hasSize(1);
        }
    }

    /** A certificate of its own, and whose it trusts. */
    private Authentication tls(String own, String trusted) throws Exception {
        Path certificate = folder.resolve(own + ".pem");
        Path key = folder.resolve(own + ".key");
        int exit = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=" + own,
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertThat(exit).as("openssl, which this test needs").isZero();
        return new Authentication(
                Optional.empty(),
                Optional.of(new Authentication.Tls(certificate, key, folder.resolve(trusted + ".pem"))));
    }

    private EdgeRelay edge(Authentication authentication) throws Exception {
        return EdgeRelay.start(new EdgeConfig(
                new Interception("lo", Optional.empty(), List.of(), Optional.empty()),
                List.of(new Uplink("lo", "cmcc", List.of(), Optional.of("reno"), Optional.empty())),
                List.of(HostPort.of("127.0.0.1:" + port)),
                authentication,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private static void awaitPaths(EdgeRelay edge, int count) throws Exception {
        Eventually.value(count + " paths", () -> edge.status().get(0).paths(), paths -> paths.size() == count);
    }

    private Authentication key(String name) throws IOException {
        byte[] key = new byte[48];
        Arrays.fill(key, (byte) name.hashCode());
        return new Authentication(Optional.of(Files.write(folder.resolve(name), key)), Optional.empty());
    }

    private byte[] answerTo(byte[] bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return restOf(socket);
        }
    }

    private static byte[] restOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException reset) {
            return new byte[0];
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void send(Socket socket, byte[] message) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(ByteBuffer.allocate(2 + message.length)
                .putShort((short) message.length)
                .put(message)
                .array());
    }
}
