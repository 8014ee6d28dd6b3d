package dev.wayside.relay.lab;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.wayside.relay.schedule.Lane;

/** One contender on the lab's network. */
final class LabRun {

    private static final int READY_SECONDS = 30;
    private static final double NOTICE_SECONDS = 3;
    private static final int RELAYS_MILLIS = 8_000;
    private static final int SERVER_MILLIS = 1_500;

    private final Scenario scenario;
    private final LabNetwork network;
    private final Path folder;
    private final Optional<TripPlan> trip;
    private final Map<String, Process> relays = new LinkedHashMap<>();

    LabRun(Scenario scenario, LabNetwork network, Path folder, Optional<TripPlan> trip) {
        this.scenario = scenario;
        this.network = network;
        this.folder = folder;
        this.trip = trip;
    }

    /** What was measured, by name; several values under one name in their order. */
    Map<String, List<Double>> measure(Scenario.Contender contender) throws IOException, InterruptedException {
        List<Process> running = new ArrayList<>();
        // A trip's beginning is fixed before the relays start, because they are told when it is.
        long untilBegin = contender.isRelayed() ? RELAYS_MILLIS : SERVER_MILLIS;
        long begin = System.currentTimeMillis() + untilBegin;
        trip.ifPresent(plan -> {
            network.play(plan.links());
            network.emulator().restartIn(untilBegin);
        });
        try {
            if (contender.isOurs()) {
                startRelays(contender, running, begin);
            } else if (contender.isRelayed()) {
                startForwarders(running);
            }
            running.add(Shell.start(
                    folder.resolve("server.log"),
                    inside(
                            contender.isRelayed() ? "server" : "cloud",
                            contender == Scenario.Contender.MPTCP,
                            "serve")));
            if (trip.isPresent()) {
                awaitBegin(begin);
            } else {
                TimeUnit.MILLISECONDS.sleep(SERVER_MILLIS);
                warmUp(contender);
                network.emulator().restart();
            }
            return measured(contender);
        } finally {
            for (Process process : running) {
                process.destroy();
            }
            for (Process process : running) {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        }
    }

    private void warmUp(Scenario.Contender contender) throws IOException, InterruptedException {
        if (scenario.warmUpSeconds() > 0) {
            Process warming = client(contender, scenario.workload(), scenario.warmUpSeconds());
            Shell.lines(warming);
            warming.waitFor();
            TimeUnit.MILLISECONDS.sleep(1_000);
        }
    }

    private static void awaitBegin(long begin) throws IOException, InterruptedException {
        long left = begin - System.currentTimeMillis();
        if (left < 0) {
            throw new LateStartException(
                    "the relays took longer than " + RELAYS_MILLIS + " ms to start: the machine is too busy");
        }
        TimeUnit.MILLISECONDS.sleep(left);
    }

    /** The servers' addresses: without relays they are the cloud's, one a carrier. */
    private String servers(Scenario.Contender contender) {
        if (contender.isRelayed()) {
            return "10.2.0.2";
        }
        if (contender == Scenario.Contender.TCP_IN_TURN) {
            return IntStream.rangeClosed(1, scenario.carriers().size())
                    .mapToObj(number -> "10.21." + number + ".2")
                    .collect(Collectors.joining(","));
        }
        return best();
    }

    /** The cloud's address on the carrier that has most to carry. */
    private String best() {
        return "10.21." + (trip.map(TripPlan::best).orElse(0) + 1) + ".2";
    }

    private Map<String, List<Double>> measured(Scenario.Contender contender) throws IOException, InterruptedException {
        Process client = client(contender, scenario.workload(), scenario.seconds());
        if (contender == Scenario.Contender.ORACLE) {
            predictOutage(client);
        }
        Map<String, List<Double>> values = new LinkedHashMap<>();
        watchMemory(client, values);
        for (String line : Shell.lines(client)) {
            String[] pair = line.split(" ", 2);
            values.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(Double.parseDouble(pair[1]));
        }
        if (client.waitFor() != 0 || values.isEmpty()) {
            throw new IOException("the client of " + contender + " failed: " + folder.resolve("client.log"));
        }
        addReturn(values);
        if (contender.isOurs()) {
            addRedundancy(values);
        }
        if (contender == Scenario.Contender.HISTORY) {
            addHistory(values);
        }
        return values;
    }

    private void addHistory(Map<String, List<Double>> values) throws IOException, InterruptedException {
        for (String line : edgeMetrics()) {
            String prefix = "wayside_relay_history_";
            if (line.startsWith(prefix) && line.contains("_total")) {
                values.put(
                        "history_" + line.substring(prefix.length(), line.indexOf("_total")),
                        List.of(lastNumber(line)));
            }
        }
    }

    private static List<String> edgeMetrics() throws IOException, InterruptedException {
        return Shell.run("ip", "netns", "exec", "edge", "curl", "-sS", "-m", "5", "http://127.0.0.1:9100/metrics");
    }

    /** What the relays hold in memory, once a second as long as the client runs, if that is what is asked. */
    private void watchMemory(Process client, Map<String, List<Double>> values)
            throws IOException, InterruptedException {
        while (scenario.workload() == Scenario.Workload.IDLE && !client.waitFor(1, TimeUnit.SECONDS)) {
            for (Map.Entry<String, Process> relay : relays.entrySet()) {
                values.computeIfAbsent(relay.getKey() + "_resident_mb", name -> new ArrayList<>())
                        .add(residentMegabytes(relay.getValue()));
            }
        }
        for (String relay : relays.keySet()) {
            List<Double> samples = values.getOrDefault(relay + "_resident_mb", List.of());
            if (!samples.isEmpty()) {
                values.put(relay + "_resident_mb_halfway", List.of(samples.get(samples.size() / 2)));
                values.put(relay + "_resident_mb_last", List.of(samples.get(samples.size() - 1)));
            }
        }
    }

    private static double residentMegabytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private void addReturn(Map<String, List<Double>> values) {
        List<Double> began = values.remove("began_epoch_ms");
        List<Double> bins = values.get("bin_bps");
        if (began == null || bins == null) {
            return;
        }
        double begin = network.emulator().seconds() - (System.currentTimeMillis() - began.get(0)) / 1e3;
        for (Scenario.Carrier carrier : scenario.carriers()) {
            for (Scenario.Blackout dark : carrier.darkTimes()) {
                Return.millis(bins, dark.from() - begin, dark.from() + dark.seconds() - begin)
                        .ifPresent(millis -> values.computeIfAbsent("returned_ms", name -> new ArrayList<>())
                                .add(millis));
            }
        }
    }

    private Process client(Scenario.Contender contender, Scenario.Workload workload, double seconds)
            throws IOException {
        return new ProcessBuilder(inside(
                        contender.isRelayed() ? "client" : "edge",
                        contender == Scenario.Contender.MPTCP,
                        workload.name(),
                        servers(contender),
                        String.valueOf(seconds)))
                .redirectError(folder.resolve("client.log").toFile())
                .start();
    }

    /** Says of each blackout that it comes, 3 s before: what a history would. */
    private void predictOutage(Process client) throws IOException, InterruptedException {
        record Coming(String carrier, Scenario.Blackout blackout) {}
        List<Coming> coming = scenario.carriers().stream()
                .flatMap(carrier -> carrier.darkTimes().stream().map(dark -> new Coming(carrier.name(), dark)))
                .sorted((one, other) ->
                        Double.compare(one.blackout().from(), other.blackout().from()))
                .toList();
        for (Coming next : coming) {
            double wait =
                    next.blackout().from() - NOTICE_SECONDS - network.emulator().seconds();
            if (wait > 0 && client.waitFor((long) (wait * 1e3), TimeUnit.MILLISECONDS)) {
                return;
            }
            double inMillis = (next.blackout().from() - network.emulator().seconds()) * 1e3;
            Shell.run(
                    "ip",
                    "netns",
                    "exec",
                    "edge",
                    "curl",
                    "-fsS",
                    "-m",
                    "5",
                    "-X",
                    "POST",
                    "http://127.0.0.1:9100/contexts/forecast",
                    "-d",
                    String.format(
                            Locale.ROOT,
                            "{\"carrier\":\"%s\",\"confidence\":1,\"outageInMillis\":%.0f,\"outageMillis\":%.0f}",
                            next.carrier(),
                            inMillis,
                            next.blackout().seconds() * 1e3));
        }
    }

    private void addRedundancy(Map<String, List<Double>> values) throws IOException, InterruptedException {
        double first = 0;
        Map<String, Double> copied = new TreeMap<>();
        for (String[] relay : new String[][] {{"edge", "9100"}, {"cloud", "9101"}}) {
            for (String line : Shell.run(
                    "ip",
                    "netns",
                    "exec",
                    relay[0],
                    "curl",
                    "-sS",
                    "-m",
                    "5",
                    "http://127.0.0.1:" + relay[1] + "/metrics")) {
                first += line.startsWith("wayside_relay_sent_bytes_total") ? lastNumber(line) : 0;
                if (line.startsWith("wayside_relay_copied_bytes_total")) {
                    String why = line.replaceAll(".*why=\"|\".*", "");
                    copied.merge("redundancy_" + why, lastNumber(line), Double::sum);
                }
            }
        }
        double sent = Math.max(1, first);
        copied.forEach((name, bytes) -> values.put(name, List.of(bytes / sent)));
        values.put(
                "redundancy",
                List.of(copied.values().stream()
                        .mapToDouble(bytes -> bytes / sent)
                        .sum()));
    }

    private static double lastNumber(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private void startRelays(Scenario.Contender contender, List<Process> running, long begin)
            throws IOException, InterruptedException {
        Path key = Files.write(
                folder.resolve("relay.key"),
                "a key that is good enough for one machine alone".getBytes(StandardCharsets.US_ASCII));
        String security = "authentication: {keyFile: " + key.toAbsolutePath() + "}\n" + "policy:\n  - {scheduler: "
                + contender.scheduler() + "}\n";
        StringBuilder edge = new StringBuilder("intercept: {device: lan, rules: [{by: raw, protocol: udp}, {by: "
                + contender.interceptor() + "}]}\nuplinks:\n");
        int number = 1;
        for (Scenario.Carrier carrier : scenario.carriers()) {
            edge.append("  - {device: wan")
                    .append(number)
                    .append(", carrier: ")
                    .append(carrier.name())
                    .append(", cloud: [\"10.21.")
                    .append(number)
                    .append(".2:7000\"], congestionControl: ")
                    .append(contender.congestionControl())
                    .append("}\n");
            number++;
        }
        edge.append("status: 127.0.0.1:9100\n").append(security);
        if (contender == Scenario.Contender.HISTORY) {
            edge.append(history(begin));
        }
        Files.writeString(folder.resolve("edge.yaml"), edge);
        Files.writeString(
                folder.resolve("cloud.yaml"),
                "listen: [\"0.0.0.0:7000\"]\ndevice: lan\nraw: true\ncongestionControl: "
                        + contender.congestionControl()
                        + "\nstatus: 127.0.0.1:9101\n" + security);
        for (String relay : List.of("cloud", "edge")) {
            List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", relay));
            command.addAll(java("-XX:+UseParallelGC", "-Xmx512m"));
            command.addAll(List.of(
                    "dev.wayside.relay.RelayProgram",
                    relay,
                    "--setup",
                    "--drain",
                    "0",
                    "--config",
                    folder.resolve(relay + ".yaml").toString()));
            Process started = Shell.start(folder.resolve(relay + "-" + contender + ".log"), command);
            relays.put(relay, started);
            running.add(started);
        }
        awaitPaths();
        // What the cloud saw of its paths, twice a second, for whoever wonders about a result.
        running.add(Shell.start(
                folder.resolve("status-" + contender + ".ndjson"),
                List.of(
                        "ip",
                        "netns",
                        "exec",
                        "cloud",
                        "sh",
                        "-c",
                        "while sleep 0.5; do curl -s -m 2 http://127.0.0.1:9101/status && echo; done")));
    }

    private void startForwarders(List<Process> running) throws IOException, InterruptedException {
        for (List<String> arguments : List.of(List.of("cloud"), List.of("edge", best()))) {
            String place = arguments.get(0);
            List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", place, "mptcpize", "run"));
            command.addAll(java("-XX:+UseParallelGC", "-Xmx512m"));
            command.add(MptcpForwarder.class.getName());
            command.addAll(arguments);
            Path log = folder.resolve(place + "-" + Scenario.Contender.MPTCP_RELAY + ".log");
            Process started = Shell.start(log, command);
            relays.put(place, started);
            running.add(started);
            awaitReady(log);
        }
    }

    private static void awaitReady(Path log) throws IOException, InterruptedException {
        for (int i = 0; i < READY_SECONDS * 10; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            if (Files.readString(log).contains(MptcpForwarder.READY)) {
                return;
            }
        }
        throw new IOException("nothing forwards within " + READY_SECONDS + " s: see " + log);
    }

    /** What the edge must know to ask the history: where it is, and the trip's signal, played as the links are. */
    private String history(long begin) {
        TripPlan plan = trip.orElseThrow(() -> new IllegalStateException("'history' needs a trip"));
        return String.format(
                Locale.ROOT,
                "history: {url: '%s'}%nsignal: {replay: {logs: [%s], fromSeconds: %.3f, at: '%s'}}%n",
                WaysideProgram.url(),
                plan.logs().stream()
                        .map(log -> "'" + log.toAbsolutePath() + "'")
                        .collect(Collectors.joining(", ")),
                plan.fromSeconds(),
                Instant.ofEpochMilli(begin));
    }

    private void awaitPaths() throws IOException, InterruptedException {
        String wanted = "wayside_relay_path_up";
        for (int i = 0; i < READY_SECONDS * 5; i++) {
            TimeUnit.MILLISECONDS.sleep(200);
            List<String> metrics =
                    Shell.run("sh", "-c", "ip netns exec edge curl -s -m 2 http://127.0.0.1:9100/metrics || true");
            if (metrics.stream().filter(line -> line.startsWith(wanted)).count()
                    == (long) Lane.values().length * scenario.carriers().size()) {
                return;
            }
        }
        throw new IOException(
                "the relays found no paths within " + READY_SECONDS + " s: see " + folder.resolve("edge.log"));
    }

    private static List<String> inside(String namespace, boolean mptcp, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        if (mptcp) {
            command.addAll(List.of("mptcpize", "run"));
        }
        command.addAll(
                java("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Djava.net.preferIPv4Stack=true"));
        command.add(Traffic.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path").replace(':', File.pathSeparatorChar)));
        return command;
    }
}
