package dev.wayside.relay.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.Handling;
import dev.wayside.relay.config.Interception;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nftables rules and routes of a relay in its network namespace, for as long as its process lives.
 *
 * <p>All names contain the process's number, so a restarted relay never meets the rules of its predecessor. A shell
 * waits at the other end of a pipe and removes everything when the pipe breaks, also after kill -9. Only an edge that
 * must refuse what it cannot carry keeps its rules, which refuse until it is started again.
 */
public final class TransparentRouting implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TransparentRouting.class);

    private static final String TABLES = "wayside_relay_";
    private static final Pattern TABLE = Pattern.compile("table (?:ip|netdev) " + TABLES + "(\\d+)");

    /** Chosen: before the rules of programs that manage several uplinks, of which some match parts of a mark. */
    private static final String RULE_PRIORITY = "90";

    /** An address of no machine, from the block for documentation (RFC 5737). */
    private static final String ANY_SERVER = "192.0.2.1";

    private final long pid = ProcessHandle.current().pid();
    private final InterceptedDevice device;
    private final boolean carriesPackets;
    private final boolean needsRules;
    private final Function<InterceptionTables, String> tables;
    private final UnansweredHandOvers handOvers = new UnansweredHandOvers();
    private final RoutingCleaner cleaner;
    private final List<ReversePathFilter.Change> changes = new ArrayList<>();
    private String expected = "";
    private boolean isClosed;

    private TransparentRouting(
            String device,
            boolean carriesPackets,
            boolean needsRules,
            boolean failOpen,
            Function<InterceptionTables, String> tables)
            throws IOException {
        this.device = new InterceptedDevice(device);
        this.carriesPackets = carriesPackets;
        this.needsRules = needsRules;
        this.tables = tables;
        cleaner = RoutingCleaner.start(pid, removal(pid), !failOpen);
    }

    /**
     * Sets up an edge: hands traffic to be intercepted to the relay.
     *
     * @throws IOException if it cannot be set up; names what is missing
     * @throws ConfigException if the interface cannot be intercepted
     */
    public static TransparentRouting edge(Interception intercept)
            throws IOException, ConfigException, InterruptedException {
        return setUp(new TransparentRouting(
                intercept.device(),
                intercept.uses(Handling.RAW),
                intercept.uses(Handling.RAW) || intercept.uses(Handling.STREAM),
                intercept.isFailOpen(),
                rules -> rules.edge(intercept)));
    }

    /**
     * Sets up a cloud relay: answers of servers to clients' addresses go to the relay.
     *
     * @param device the interface towards the servers
     * @param injection the interface of edges' whole packets, if they are carried
     * @throws IOException if it cannot be set up; names what is missing
     * @throws ConfigException if the interface cannot be intercepted
     */
    public static TransparentRouting cloud(String device, Optional<String> injection)
            throws IOException, ConfigException, InterruptedException {
        return setUp(new TransparentRouting(
                device, injection.isPresent(), injection.isPresent(), true, rules -> rules.cloud(device, injection)));
    }

    private static TransparentRouting setUp(TransparentRouting routing)
            throws IOException, ConfigException, InterruptedException {
        try {
            routing.requireDevice();
            routing.inheritChanges();
            routing.addRoutes();
            routing.addTables();
            // Last, so that traffic to be refused does not slip through meanwhile.
            removeLeftovers();
            return routing;
        } catch (IOException | ConfigException e) {
            routing.close();
            throw e;
        }
    }

    private void requireDevice() throws IOException, ConfigException {
        if (!device.exists()) {
            throw new IOException(
                    "there is no interface " + device + " in this network namespace (ip link shows those there are)");
        }
        Optional<String> fault = deviceFault();
        if (fault.isPresent()) {
            throw new ConfigException(fault.get());
        }
    }

    private Optional<String> deviceFault() throws IOException {
        return device.fault(needsRules);
    }

    /** Inherits the settings that another relay changed, which may end before this one. */
    private void inheritChanges() throws IOException, InterruptedException {
        if (!carriesPackets) {
            return;
        }
        for (long other : relaysWithTables()) {
            String table = SystemCommand.run("sh", "-c", "nft -t list table ip " + TABLES + other + " || true");
            for (ReversePathFilter.Change change : ReversePathFilter.parse(table)) {
                changes.add(change);
                cleaner.restoreAtEnd(change);
            }
        }
    }

    private void addRoutes() throws IOException, InterruptedException {
        String table = String.valueOf(table(pid));
        SystemCommand.run("sh", "-c", removalOfRoutes(pid));
        SystemCommand.run("ip", "rule", "add", "pref", RULE_PRIORITY, "fwmark", mark(pid), "lookup", table);
        SystemCommand.run("ip", "route", "replace", "local", "default", "dev", "lo", "table", table);
    }

    private void addTables() throws IOException, InterruptedException {
        if (carriesPackets) {
            changeReversePathFilter();
        }
        StringBuilder comment = new StringBuilder("rp_filter");
        changes.forEach(change -> comment.append(' ').append(change));
        String name = TABLES + pid;
        SystemCommand.runWithInput(
                "add table ip " + name + "\ndelete table ip " + name + "\nadd table netdev " + name
                        + "\ndelete table netdev " + name + "\n"
                        + tables.apply(new InterceptionTables(name, mark(pid), comment.toString())),
                "nft",
                "-f",
                "-");
        expected = withoutCounts(listed());
    }

    private void changeReversePathFilter() throws IOException {
        for (ReversePathFilter.Change change : ReversePathFilter.changesNeeded()) {
            // Reported first: the relay may be killed in between.
            cleaner.restoreAtEnd(change);
            ReversePathFilter.apply(change);
            changes.add(change);
        }
    }

    private static void removeLeftovers() throws IOException, InterruptedException {
        for (long relay : relaysWithTables()) {
            if (!Files.exists(Path.of("/proc", String.valueOf(relay)))) {
                SystemCommand.run("sh", "-c", removal(relay));
            }
        }
    }

    private static List<Long> relaysWithTables() throws IOException, InterruptedException {
        return SystemCommand.run("nft", "list", "tables")
                .lines()
                .map(TABLE::matcher)
                .filter(Matcher::matches)
                .map(table -> Long.valueOf(table.group(1)))
                .distinct()
                .toList();
    }

    /**
     * Checks that interception works, and sets up again what somebody removed.
     *
     * @return the fault and its remedy; empty if there is none
     */
    synchronized Optional<String> check() throws InterruptedException {
        if (isClosed) {
            return Optional.empty();
        }
        try {
            if (!device.exists()) {
                return Optional.of(
                        "interface " + device + " does not exist: bring it up (ip link shows those there are)");
            }
            Optional<String> fault = deviceFault();
            if (fault.isPresent()) {
                letPacketsPass();
                return fault;
            }
            restoreWhatIsMissing();
            return handOvers.fault();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Stops capturing: packets that are captured and not dropped would arrive twice. */
    private void letPacketsPass() throws IOException, InterruptedException {
        SystemCommand.run("sh", "-c", "nft delete table netdev " + TABLES + pid + " 2>/dev/null; true");
    }

    private void restoreWhatIsMissing() throws IOException, InterruptedException {
        if (!isDeliveredHere()) {
            addRoutes();
            if (!isDeliveredHere()) {
                throw new IOException("packets with mark " + mark(pid)
                        + " are not delivered to this machine: another rule comes first (ip rule)");
            }
            LOG.warn("the relay's routing rule or route was removed: set up again");
        }
        String listed = listed();
        if (!withoutCounts(listed).equals(expected) || (carriesPackets && isFilteredAgain())) {
            addTables();
            LOG.warn("the relay's nftables rules or rp_filter were changed: set up again");
        } else {
            handOvers.update(listed, System.nanoTime());
        }
    }

    private static boolean isFilteredAgain() throws IOException {
        return !ReversePathFilter.changesNeeded().isEmpty();
    }

    /** Both tables as nft lists them, without the elements of sets; a missing table is left out. */
    private String listed() throws IOException, InterruptedException {
        String name = TABLES + pid;
        return SystemCommand.run(
                "sh", "-c", "nft -t list table ip " + name + " 2>&1; nft -t list table netdev " + name + " 2>&1; true");
    }

    private static String withoutCounts(String listed) {
        return listed.replaceAll("packets \\d+ bytes \\d+", "");
    }

    private boolean isDeliveredHere() throws IOException, InterruptedException {
        String route =
                SystemCommand.run("sh", "-c", "ip -4 route get " + ANY_SERVER + " mark " + mark(pid) + " 2>&1; true");
        return route.startsWith("local ") && route.contains("table " + table(pid));
    }

    private static String removal(long pid) {
        return "nft delete table netdev " + TABLES + pid + " 2>/dev/null; nft delete table ip " + TABLES + pid
                + " 2>/dev/null; " + removalOfRoutes(pid);
    }

    private static String removalOfRoutes(long pid) {
        return "ip rule del pref " + RULE_PRIORITY + " fwmark " + mark(pid) + " lookup " + table(pid)
                + " 2>/dev/null; ip route flush table " + table(pid) + " 2>/dev/null; true";
    }

    private static String mark(long pid) {
        return "0x" + Long.toHexString(0x57000000L + table(pid));
    }

    /** The number of the routing table. Chosen: outside of the numbers that distributions use. */
    private static long table(long pid) {
        return 20_000 + pid % 10_000;
    }

    /** Removes everything, and waits for it. */
    @Override
    public synchronized void close() {
        isClosed = true;
        try {
            cleaner.end();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
