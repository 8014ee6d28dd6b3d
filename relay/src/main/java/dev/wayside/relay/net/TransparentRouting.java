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

import dev.wayside.relay.config.Interception;

/**
 * The nftables rules and routes of a relay in its network namespace, for as long as its process lives.
 *
 * <p>All of it bears the process's number, so a relay that is started anew never meets the rules of its forerunner. A
 * shell waits at the other end of a pipe and takes everything away when the pipe breaks: also after kill -9.
 */
public final class TransparentRouting implements AutoCloseable {

    private static final Pattern TABLE = Pattern.compile("table (?:ip|netdev) wayside_relay_(\\d+)");
    private static final int COMMAND_SECONDS = 20;

    private final Process cleaner;

    private TransparentRouting(Process cleaner) {
        this.cleaner = cleaner;
    }

    /**
     * For an edge: hands what is to be intercepted to the relay.
     *
     * @throws IOException if it cannot be set up; names what was missing
     */
    public static TransparentRouting edge(Interception intercept) throws IOException, InterruptedException {
        return setUp(intercept.device(), tables().edge(intercept));
    }

    /**
     * For a cloud relay: what servers answer to clients' addresses goes to the relay.
     *
     * @param device the interface towards the servers
     * @param injection where whole packets of edges come from, if they are carried
     * @throws IOException if it cannot be set up; names what was missing
     */
    public static TransparentRouting cloud(String device, Optional<String> injection)
            throws IOException, InterruptedException {
        return setUp(device, tables().cloud(device, injection));
    }

    private static InterceptionTables tables() {
        return new InterceptionTables("wayside_relay_" + ProcessHandle.current().pid(), mark());
    }

    private static TransparentRouting setUp(String device, String tables) throws IOException, InterruptedException {
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
            run(Optional.of(tables), "nft", "-f", "-");
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
        return "nft delete table netdev wayside_relay_" + pid + " 2>/dev/null; nft delete table ip wayside_relay_" + pid
                + " 2>/dev/null; ip rule del pref " + table(pid)
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
                    + remedy(String.join("\n", output)));
        }
        return String.join("\n", output);
    }

    /** The kernel says ENOENT or EOPNOTSUPP where it lacks what a rule is made of. */
    private static String remedy(String reason) {
        return reason.contains("Operation not permitted")
                ? " (CAP_NET_ADMIN is needed: run as root, or under unshare -Urn)"
                : " (the kernel may lack what the rule needs: modprobe nft_tproxy nft_socket nft_fib_ipv4 nft_fib_netdev)";
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
