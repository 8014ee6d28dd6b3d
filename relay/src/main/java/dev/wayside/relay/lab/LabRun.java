package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One contender on the lab's network. */
final class LabRun {

    /** Chosen: time for relays or forwarders to start, before a trip whose start is fixed. */
    private static final int RELAYS_MILLIS = 8_000;

    /** Chosen: time for the server alone to start. */
    private static final int SERVER_MILLIS = 1_500;

    /** Chosen: more than a round trip with full queues, so that a warm-up leaves nothing under way. */
    private static final int DRAIN_MILLIS = 1_000;

    /** Options of the JVM of client and server. Chosen: they start fast and leave the cores to the relays. */
    private static final List<String> JAVA_OPTIONS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Djava.net.preferIPv4Stack=true");

    private final Scenario scenario;
    private final LabNetwork network;
    private final Path folder;
    private final Optional<TripPlan> trip;

    LabRun(Scenario scenario, LabNetwork network, Path folder, Optional<TripPlan> trip) {
        this.scenario = scenario;
        this.network = network;
        this.folder = folder;
        this.trip = trip;
    }

    /** The measurements by name; several values of one name in their order. */
    Map<String, List<Double>> measure(Scenario.Contender contender) throws IOException, InterruptedException {
        Programs programs = new Programs(folder);
        // The start of a trip is fixed before the relays start, because their configuration contains it.
        long untilStart = contender.isRelayed() ? RELAYS_MILLIS : SERVER_MILLIS;
        long startEpochMillis = System.currentTimeMillis() + untilStart;
        trip.ifPresent(plan -> {
            network.play(plan.links());
            network.emulator().restartIn(untilStart);
        });
        try {
            Map<Namespace, Process> relays = startRelays(contender, programs, startEpochMillis);
            programs.start(
                    contender.isRelayed() ? Namespace.SERVER : Namespace.CLOUD,
                    "server.log",
                    traffic(contender, List.of("serve")));
            if (trip.isPresent()) {
                awaitStart(startEpochMillis);
            } else {
                TimeUnit.MILLISECONDS.sleep(SERVER_MILLIS);
                warmUp(contender);
                network.emulator().restart();
            }
            return measured(contender, relays);
        } finally {
            programs.stop();
        }
    }

    private Map<Namespace, Process> startRelays(Scenario.Contender contender, Programs programs, long startEpochMillis)
            throws IOException, InterruptedException {
        if (!contender.isRelayed()) {
            return Map.of();
        }
        if (!contender.isOurs()) {
            return MptcpPair.start(bestAddress(), programs);
        }
        RelayFiles files = new RelayFiles(folder);
        files.writeCloud(contender);
        if (contender == Scenario.Contender.HISTORY) {
            TripPlan plan = trip.orElseThrow(() -> new IllegalStateException("'history' needs a trip"));
            files.writeEdge(contender, scenario.carriers(), plan, startEpochMillis);
        } else {
            files.writeEdge(contender, scenario.carriers());
        }
        return new RelayPair(scenario, files).start(contender, programs);
    }

    private void warmUp(Scenario.Contender contender) throws IOException, InterruptedException {
        if (scenario.warmUpSeconds() > 0) {
            Process warming = client(contender, scenario.warmUpSeconds());
            Shell.lines(warming);
            warming.waitFor();
            TimeUnit.MILLISECONDS.sleep(DRAIN_MILLIS);
        }
    }

    private static void awaitStart(long startEpochMillis) throws IOException, InterruptedException {
        long left = startEpochMillis - System.currentTimeMillis();
        if (left < 0) {
            throw new LateStartException(
                    "the relays took longer than " + RELAYS_MILLIS + " ms to start: the machine is too busy");
        }
        TimeUnit.MILLISECONDS.sleep(left);
    }

    /** The servers' addresses: without relays they are the cloud's, one for each carrier. */
    private String servers(Scenario.Contender contender) {
        if (contender.isRelayed()) {
            return LabNetwork.SERVER_ADDRESS;
        }
        if (contender == Scenario.Contender.TCP_IN_TURN) {
            return IntStream.rangeClosed(1, scenario.carriers().size())
                    .mapToObj(LabNetwork::cloudAddress)
                    .collect(Collectors.joining(","));
        }
        return bestAddress();
    }

    /** The cloud's address on the best carrier. */
    private String bestAddress() {
        return LabNetwork.cloudAddress(trip.map(TripPlan::best).orElse(0) + 1);
    }

    private Map<String, List<Double>> measured(Scenario.Contender contender, Map<Namespace, Process> relays)
            throws IOException, InterruptedException {
        Process client = client(contender, scenario.seconds());
        if (contender == Scenario.Contender.ORACLE) {
            new Oracle(scenario, network.emulator()).predict(client);
        }
        Map<String, List<Double>> values = new LinkedHashMap<>();
        if (scenario.workload() == Scenario.Workload.IDLE) {
            ResidentMemory.watch(relays, client, values);
        }
        for (String line : Shell.lines(client)) {
            String[] pair = line.split(" ", 2);
            values.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(Double.parseDouble(pair[1]));
        }
        if (client.waitFor() != 0 || values.isEmpty()) {
            throw new IOException("the client of " + contender + " failed: see " + folder.resolve("client.log"));
        }
        addReturn(values);
        if (contender.isOurs()) {
            RelayPair.redundancy().forEach((name, share) -> values.put(name, List.of(share)));
        }
        if (contender == Scenario.Contender.HISTORY) {
            RelayPair.historyCounts().forEach((name, count) -> values.put(name, List.of(count)));
        }
        return values;
    }

    private void addReturn(Map<String, List<Double>> values) {
        List<Double> started = values.remove(Traffic.STARTED);
        List<Double> bins = values.get(Traffic.BIN_BPS);
        if (started == null || bins == null) {
            return;
        }
        double start = network.emulator().seconds() - (System.currentTimeMillis() - started.get(0)) / 1e3;
        for (Scenario.Carrier carrier : scenario.carriers()) {
            for (Scenario.Blackout dark : carrier.darkTimes()) {
                Return.millis(bins, dark.from() - start, dark.from() + dark.seconds() - start)
                        .ifPresent(millis -> values.computeIfAbsent("returned_ms", name -> new ArrayList<>())
                                .add(millis));
            }
        }
    }

    private Process client(Scenario.Contender contender, double seconds) throws IOException {
        Namespace place = contender.isRelayed() ? Namespace.CLIENT : Namespace.EDGE;
        List<String> arguments = List.of(scenario.workload().name(), servers(contender), String.valueOf(seconds));
        return new ProcessBuilder(place.command(traffic(contender, arguments)))
                .redirectError(folder.resolve("client.log").toFile())
                .start();
    }

    private static List<String> traffic(Scenario.Contender contender, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (contender == Scenario.Contender.MPTCP) {
            command.addAll(SystemPrograms.UNDER_MPTCP);
        }
        command.addAll(JavaCommand.of(JAVA_OPTIONS, Traffic.class.getName(), arguments));
        return command;
    }
}
