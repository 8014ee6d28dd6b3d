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
 * shell waits at the other end of a pipe and takes everything away when the pipe breaks: also after kill -9, unless the
 * edge is to refuse what it cannot carry; then the rules stay, and refuse, until it is started anew.
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
        return setUp(intercept.device(), tables().edge(intercept), intercept.isFailOpen());
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
        return setUp(device, tables().cloud(device, injection), true);
    }

    private static InterceptionTables tables() {
        return new InterceptionTables("wayside_relay_" + ProcessHandle.current().pid(), mark());
    }

    private static TransparentRouting setUp(String device, String tables, boolean failOpen)
            throws IOException, InterruptedException {
        if (!Files.exists(Path.of("/sys/class/net", device))) {
            throw new IOException(
                    "there is no interface " + device + " in this network namespace (ip link shows those there are)");
        }
        long pid = ProcessHandle.current().pid();
        run(Optional.empty(), "sh", "-c", removal(pid));
        Process cleaner = startCleaner(pid, failOpen);
        TransparentRouting routing = new TransparentRouting(cleaner);
        try {
            // Replies to a client's address come in where no route leads back: only here, and only on this interface.
            for (String name : List.of("all", device)) {
                allowOtherWaysBack(name);
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
            // Last, so that what is refused meanwhile does not slip through.
            removeLeftovers();
            return routing;
        } catch (IOException e) {
            routing.close();
            throw e;
        }
    }

    private static void allowOtherWaysBack(String device) throws IOException {
        Path setting = Path.of("/proc/sys/net/ipv4/conf", device, "rp_filter");
        try {
            Files.writeString(setting, "0");
        } catch (IOException e) {
            throw new IOException(
                    setting
                            + " cannot be set to 0: CAP_NET_ADMIN is needed (run as root, or under unshare -Urn), and /proc/sys"
                            + " to be writable",
                    e);
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

    /** A line says that the relay ends as it should; the pipe breaks without one if it was killed. */
    private static Process startCleaner(long pid, boolean failOpen) throws IOException {
        String end = failOpen ? "read line; " : "read line || exit 0; ";
        return new ProcessBuilder("setsid", "sh", "-c", "trap '' INT TERM HUP; " + end + removal(pid))
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
                    + remedy(command[0], String.join("\n", output)));
        }
        return String.join("\n", output);
    }

    private static String remedy(String command, String reason) {
        if (reason.contains("Operation not permitted")) {
            return " (CAP_NET_ADMIN is needed: run as root, or under unshare -Urn)";
        }
        return command.equals("nft")
                ? " (the kernel may lack what a rule needs: modprobe nft_tproxy nft_socket nft_fib_ipv4 nft_fib_netdev)"
                : "";
    }

    /** Takes everything away, and waits for it. */
    @Override
    public void close() {
        try (OutputStream cleanerInput = cleaner.getOutputStream()) {
            cleanerInput.write('\n');
            cleanerInput.close();
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
