package dev.wayside.relay.path;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
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
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the log of an edge relay says of paths that cannot be opened: real relays, on loopback. */
@Timeout(30)
class MissingPathTest {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Log log = new Log();

    @TempDir
    private Path folder;

    private static final class Log extends AppenderBase<ILoggingEvent> {

        private final List<String> missing = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel() == Level.WARN && event.getFormattedMessage().startsWith("no path")) {
                missing.add(event.getFormattedMessage());
            }
        }
    }

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
    }

    @Test
    void eachCauseIsNamedOnceWithItsRemedy() throws Exception {
        HostPort nobody = HostPort.of("127.0.0.1:" + ReservedPorts.next());
        HostPort stranger = HostPort.of("127.0.0.1:" + ReservedPorts.next());
        CloudRelay cloud = CloudRelay.start(new CloudConfig(
                List.of(stranger),
                key("theirs"),
                Optional.of("reno"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(false),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        try (EdgeRelay edge = edge(List.of(
                new Uplink("lo", "cmcc", List.of(nobody, stranger), Optional.of("reno"), Optional.empty()),
                new Uplink("wayside-none", "cucc", List.of(stranger), Optional.of("reno"), Optional.empty())))) {
            Eventually.value("three missing paths in the log", () -> log.missing, lines -> lines.size() >= 3);
            assertThat(edge.targets().orElseThrow()).noneMatch(PathTarget::up);
        } finally {
            cloud.close();
        }
        assertThat(log.missing)
                .hasSize(3)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("no path over lo (cmcc) to " + text(nobody))
                        .contains("nothing listens at " + text(nobody)))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("no path over lo (cmcc) to " + text(stranger))
                        .contains("closed the connection during the handshake", "same key"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("no path over wayside-none (cucc)")
                        .contains("interface wayside-none does not exist"));
    }

    @Test
    void aPeerThatIsNotARelayIsNamedAndNotFlooded() throws Exception {
        AtomicInteger dials = new AtomicInteger();
        try (ServerSocket portal = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                EdgeRelay edge = edge(List.of(new Uplink(
                        "lo",
                        "cmcc",
                        List.of(HostPort.of("127.0.0.1:" + portal.getLocalPort())),
                        Optional.of("reno"),
                        Optional.empty())))) {
            Thread answering = new Thread(() -> answer(portal, dials));
            answering.start();
            long started = System.nanoTime();
            Eventually.isTrue(
                    "a missing path in the log, and ten dials", () -> !log.missing.isEmpty() && dials.get() >= 10);
            // Of two lanes one has dialled five times by then, at 0, 0.25, 0.75, 1.75 and 3.75 s, or sooner by half of
            // that.
            assertThat(System.nanoTime() - started).isGreaterThan(1_800_000_000L);
            assertThat(log.missing)
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains(
                            "127.0.0.1:" + portal.getLocalPort()
                                    + " answers with something that is not a Wayside relay",
                            "captive portal",
                            "first bytes: HTTP/1.1 302 Found")
                    .doesNotContain("Location");
            assertThat(edge.targets().orElseThrow().get(0).problem()).contains("captive portal");
        }
    }

    private static void answer(ServerSocket portal, AtomicInteger dials) {
        try {
            while (true) {
                try (Socket edge = portal.accept()) {
                    dials.incrementAndGet();
                    edge.getInputStream().read();
                    edge.getOutputStream()
                            .write("HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n".getBytes(US_ASCII));
                    edge.shutdownOutput();
                    edge.getInputStream().readAllBytes();
                } catch (SocketException e) {
                    if (portal.isClosed()) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(HostPort address) {
        return "127.0.0.1:" + address.port();
    }

    private Authentication key(String text) throws Exception {
        Path file = Files.writeString(folder.resolve(text), text.repeat(12));
        return new Authentication(Optional.of(file), Optional.empty());
    }

    private EdgeRelay edge(List<Uplink> uplinks) throws Exception {
        return EdgeRelay.start(new EdgeConfig(
                new Interception("lo", Optional.empty(), List.of(), Optional.empty()),
                uplinks,
                List.of(),
                key("ours"),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }
}
