package dev.wayside.relay.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.Eventually;
import dev.wayside.relay.ReservedPorts;
import dev.wayside.relay.config.Authentication;
import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameCodec;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.run.CloudRelay;
import dev.wayside.relay.schedule.Lane;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cloud relay that edges, written out here, ask to connect clients to a server: real sockets, on loopback. */
@Timeout(30)
class ServerConnectorTest {

    private final InetAddress here = InetAddress.getLoopbackAddress();
    private final List<Socket> edges = new ArrayList<>();

    @TempDir
    private Path folder;

    private int port;
    private InetSocketAddress client;
    private PathKey key;
    private CloudRelay cloud;
    private ServerSocket server;

    @BeforeEach
    void start() throws Exception {
        port = ReservedPorts.next();
        client = new InetSocketAddress(here, ReservedPorts.next());
        server = new ServerSocket(0, 10, here);
        Path file = Files.writeString(folder.resolve("key"), "k".repeat(48));
        key = PathKey.read(file);
        cloud = CloudRelay.start(new CloudConfig(
                List.of(HostPort.of("127.0.0.1:" + port)),
                new Authentication(Optional.of(file), Optional.empty()),
                Optional.of("reno"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket edge : edges) {
            edge.close();
        }
        cloud.close();
        server.close();
    }

    @Test
    void aServerIsAskedWithinAMinuteWhetherItIsStillThere() throws Exception {
        open(1);
        try (Socket accepted = server.accept()) {
            assertThat(accepted.getRemoteSocketAddress()).isEqualTo(client);
            assertThat(keepAliveTicks()).isBetween(5_000L, 6_000L);
        }
    }

    @Test
    void aPortThatAVanishedEdgeStillHoldsIsReplacedByAnother() throws Exception {
        open(1);
        try (Socket held = server.accept()) {
            assertThat(held.getRemoteSocketAddress()).isEqualTo(client);
            open(2);
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInetAddress()).isEqualTo(client.getAddress());
                assertThat(accepted.getPort()).isNotEqualTo(client.getPort());
            }
        }
    }

    /** Has the client connected to the server, as an edge does that was started this moment. */
    private void open(long edge) throws IOException {
        Socket path = new Socket(here, port);
        edges.add(path);
        byte[] hello = HandshakeHandler.join(
                HandshakeHandler.MAGIC, PathKey.nonce(), new PathIdentity(edge, 1, Lane.MAIN, "cmcc").toBytes());
        send(path, hello);
        byte[] answer = receive(path);
        send(path, key.proof("edge", hello, answer));
        assertThat(key.proves(receive(path), "cloud", hello, answer)).isTrue();
        ByteBuf frame = Unpooled.buffer();
        OpenRequest request = new OpenRequest(client, new InetSocketAddress(here, server.getLocalPort()));
        FrameCodec.encode(new Frame(FrameKind.OPEN, 1, 0, request.toPayload()), frame);
        path.getOutputStream().write(ByteBufUtil.getBytes(frame));
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

    /** Hundredths of a second until the kernel asks, once it has nothing else to wait for. */
    private long keepAliveTicks() throws Exception {
        Optional<String> timer = Eventually.value(
                "a keep-alive timer of the client's connection",
                this::timerOfClient,
                one -> one.filter(text -> text.startsWith("02:")).isPresent());
        return Long.parseLong(timer.get().substring(3), 16);
    }

    private Optional<String> timerOfClient() throws IOException {
        String local = String.format(":%04X", client.getPort());
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("/proc/net/tcp")));
        lines.addAll(Files.readAllLines(Path.of("/proc/net/tcp6")));
        return lines.stream()
                .map(line -> line.strip().split(" +"))
                .filter(fields -> fields[1].endsWith(local))
                .map(fields -> fields[5])
                .findFirst();
    }
}
