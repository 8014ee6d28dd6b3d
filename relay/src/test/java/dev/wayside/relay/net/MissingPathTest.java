package dev.wayside.relay.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.wayside.relay.config.Authentication;
import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Interception;
import dev.wayside.relay.config.Uplink;
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
        HostPort nobody = HostPort.of("127.0.0.1:" + freePort());
        HostPort stranger = HostPort.of("127.0.0.1:" + freePort());
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
            while (log.missing.size() < 3) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
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
                        .contains("interface wayside-none is not there"));
    }

    private static String text(HostPort address) {
        return "127.0.0.1:" + address.address().getPort();
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
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
