package dev.wayside.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot succeed: what is said, with what code, and that nothing stays. */
@Timeout(60)
class RelayStartTest {

    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private String key;

    @BeforeEach
    void writeKey() throws Exception {
        key = "authentication: {keyFile: " + Files.writeString(folder.resolve("key"), "k".repeat(48)) + "}\n";
    }

    @Test
    void aStatusPortInUseIsNamedBeforeRoutingIsSetUp() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String status = "127.0.0.1:" + taken.getLocalPort();
            String listen = "127.0.0.1:" + ReservedPorts.next();
            String cloud = key + "listen: ['" + listen + "']\ncongestionControl: reno\ndevice: nowhere0\n";
            // There is no such interface: had routing come first, it would be named.
            assertThat(start("edge", edge("nowhere0") + "status: '" + status + "'\n", "--setup"))
                    .isEqualTo(74);
            assertThat(err.toString()).contains("status " + status + ": Address already in use");
            assertThat(start("cloud", cloud + "status: '" + status + "'\n", "--setup"))
                    .isEqualTo(74);
            assertThat(err.toString()).contains("status " + status + ": Address already in use");
            try (ServerSocket again = new ServerSocket()) {
                again.bind(new java.net.InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(listen.substring(10))));
            }
        }
    }

    @Test
    void whatWasStartedEndsWithRoutingThatCannotBeSetUp() throws Exception {
        int status = ReservedPorts.next();
        assertThat(start("edge", edge("nowhere0") + "status: '127.0.0.1:" + status + "'\n", "--setup"))
                .isEqualTo(74);
        assertThat(err.toString()).contains("there is no interface nowhere0");
        try (ServerSocket again = new ServerSocket(status, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void aDrainThatNeverEndsIsAMistakeOfUsage() throws Exception {
        for (String drain : new String[] {"-1", "NaN", "Infinity", "soon"}) {
            for (String command : new String[] {"edge", "cloud"}) {
                assertThat(start(command, "", "--drain", drain)).isEqualTo(2);
                assertThat(err.toString()).contains("--drain", "'" + drain + "'", "0 or above");
            }
        }
    }

    @Test
    void mistakesOfConfigurationAreNamedWithoutATrace() throws Exception {
        assertThat(start("edge", "~")).isEqualTo(78);
        assertThat(err.toString()).contains("relay.yaml: is empty").doesNotContain("\tat ");
        assertThat(start("edge", edge("lo").replace("{device: lo}", "{device: lo, port: 70000}")))
                .isEqualTo(78);
        assertThat(err.toString())
                .contains("relay.yaml, line 2, intercept", "port 70000 is out of range")
                .doesNotContain("\tat ");
        Path keys = Files.createDirectory(folder.resolve("keys"));
        assertThat(start("edge", edge("lo").replace(folder.resolve("key").toString(), keys.toString())))
                .isEqualTo(78);
        assertThat(err.toString()).contains(keys.toString(), "folder").doesNotContain("\tat ");
    }

    private String edge(String device) {
        return key + "intercept: {device: " + device + "}\n"
                + "uplinks: [{device: lo, carrier: cmcc, congestionControl: reno}]\ncloud: ['127.0.0.1:9']\n";
    }

    private int start(String command, String config, String... more) throws Exception {
        err.getBuffer().setLength(0);
        String[] arguments = new String[3 + more.length];
        arguments[0] = command;
        arguments[1] = "--config";
        arguments[2] = Files.writeString(folder.resolve("relay.yaml"), config).toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return RelayProgram.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
