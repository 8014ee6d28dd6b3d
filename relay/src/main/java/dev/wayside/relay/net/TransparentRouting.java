package dev.wayside.relay.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.wayside.relay.config.Interception;
import dev.wayside.relay.config.Subnet;

/**
 * The nftables rules and routes of a relay in its network namespace, for as long as its process lives.
 *
 * <p>All of it bears the process's number, so a relay that is started anew never meets the rules of its forerunner. A
 * shell waits at the other end of a pipe and takes everything away when the pipe breaks: also after kill -9.
 */
public final class TransparentRouting implements AutoCloseable {

    private static final Pattern TABLE = Pattern.compile("table ip wayside_relay_(\\d+)");
    private static final int COMMAND_SECONDS = 20;

    private final Process cleaner;

    private TransparentRouting(Process cleaner) {
        this.cleaner = cleaner;
    }

    /**
     * For an edge: hands what is to be intercepted to the relay's port.
     *
     * @throws IOException if it cannot be set up; names what was missing
     */
    public static TransparentRouting edge(Interception intercept) throws IOException, InterruptedException {
        String refuse = intercept.isFailOpen() ? "" : "    " + match(intercept) + " reject with tcp reset\n";
        return setUp(
                intercept.device(),
                "    iifname \"" + intercept.device() + "\" meta l4proto tcp socket transparent 1 meta mark set "
                        + mark()
                        + " accept\n"
                        + exceptions(intercept)
                        + "    " + match(intercept) + " tproxy to :" + intercept.acceptPort() + " meta mark set "
                        + mark()
                        + " accept\n"
                        + refuse);
    }

    /**
     * For a cloud relay: what servers answer to clients' addresses goes to the relay.
     *
     * @param device the interface towards the servers
     * @throws IOException if it cannot be set up; names what was missing
     */
    public static TransparentRouting cloud(String device) throws IOException, InterruptedException {
        return setUp(
                device,
                "    iifname \"" + device + "\" meta l4proto tcp socket transparent 1 meta mark set " + mark()
                        + " accept\n");
    }

    private static String match(Interception intercept) {
        StringBuilder match =
                new StringBuilder("iifname \"" + intercept.device() + "\" meta l4proto tcp fib daddr type != local");
        if (!intercept.servers().isEmpty()) {
            match.append(" ip daddr ").append(set(intercept.servers()));
        }
        if (!intercept.ports().isEmpty()) {
            match.append(" tcp dport ")
                    .append(intercept.ports().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(", ", "{ ", " }")));
        }
        return match.toString();
    }

    private static String exceptions(Interception intercept) {
        return intercept.except().isEmpty()
                ? ""
                : "    iifname \"" + intercept.device() + "\" ip daddr " + set(intercept.except()) + " accept\n";
    }

    private static String set(List<Subnet> subnets) {
        return subnets.stream().map(Subnet::toString).collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static TransparentRouting setUp(String device, String rules) throws IOException, InterruptedException {
        if (!Files.exists(Path.of("/sys/class/net", device))) {
            throw new IOException(
                    "there is no interface " + device + " in this network namespace (ip link shows those there are)");
        }
        removeLeftovers();
        long pid = ProcessHandle.current().pid();
        Process cleaner = startCleaner(pid);
        TransparentRouting routing = new TransparentRouting(cleaner);
        try {
            // Replies to a client's address come in where no route leads back: only here, and only on this interface.
            for (String name : List.of("all", device)) {
                Files.writeString(Path.of("/proc/sys/net/ipv4/conf", name, "rp_filter"), "0");
            }
            run(
                    Optional.empty(),
                    "ip",
                    "rule",
                    "add",
                    "pref",
                    String.valueOf(table(pid)),
                    "fwmark",
                    mark(),
                    "lookup",
                    String.valueOf(table(pid)));
            run(
                    Optional.empty(),
                    "ip",
                    "route",
                    "replace",
                    "local",
                    "default",
                    "dev",
                    "lo",
                    "table",
                    String.valueOf(table(pid)));
            run(
                    Optional.of("table ip wayside_relay_" + pid + " {\n  chain take {\n"
                            + "    type filter hook prerouting priority mangle; policy accept;\n" + rules + "  }\n}\n"),
                    "nft",
                    "-f",
                    "-");
            return routing;
        } catch (IOException e) {
            routing.close();
            throw e;
        }
    }

    private static void removeLeftovers() throws IOException, InterruptedException {
        for (String line : run(Optional.empty(), "nft", "list", "tables").split("\n", -1)) {
            Matcher table = TABLE.matcher(line);
            if (table.matches() && !Files.exists(Path.of("/proc", table.group(1)))) {
                run(Optional.empty(), "sh", "-c", removal(Long.parseLong(table.group(1))));
            }
        }
    }

    private static Process startCleaner(long pid) throws IOException {
        return new ProcessBuilder("setsid", "sh", "-c", "trap '' INT TERM HUP; read line; " + removal(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String removal(long pid) {
        return "nft delete table ip wayside_relay_" + pid + " 2>/dev/null; ip rule del pref " + table(pid)
                + " 2>/dev/null; ip route flush table " + table(pid) + " 2>/dev/null; true";
    }

    private static String mark() {
        return "0x"
                + Long.toHexString(0x57000000L + table(ProcessHandle.current().pid()));
    }

    /** Number of the routing table and priority of the rule: free of those that distributions use. */
    private static long table(long pid) {
        return 20_000 + pid % 10_000;
    }

    private static String run(Optional<String> input, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException("'" + command[0] + "' is missing; on Debian: apt install nftables iproute2", e);
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.orElse("").getBytes(StandardCharsets.UTF_8));
        }
        List<String> output = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(output::add);
        }
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("'" + String.join(" ", command) + "' failed: " + String.join("; ", output)
                    + " (root is needed, or unshare -Urn)");
        }
        return String.join("\n", output);
    }

    /** Takes everything away, and waits for it. */
    @Override
    public void close() {
        try {
            cleaner.getOutputStream().close();
            if (!cleaner.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the rules are still there: nft list tables shows them");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
