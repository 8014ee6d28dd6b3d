package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The two forwarders of kernel MPTCP at the places of the relays. */
final class MptcpPair {

    /** Chosen: a forwarder is ready after a second, on a busy machine after some more. */
    private static final int READY_SECONDS = 30;

    /** Chosen: a start takes a second, so this adds little. */
    private static final int POLL_MILLIS = 100;

    private MptcpPair() {}

    /** Starts both and waits until they are ready; the processes by place. */
    static Map<Namespace, Process> start(String cloudAddress, Programs programs)
            throws IOException, InterruptedException {
        Map<Namespace, Process> forwarders = new LinkedHashMap<>();
        start(Namespace.CLOUD, List.of(Namespace.CLOUD.toString()), programs, forwarders);
        start(Namespace.EDGE, List.of(Namespace.EDGE.toString(), cloudAddress), programs, forwarders);
        return forwarders;
    }

    private static void start(
            Namespace place, List<String> arguments, Programs programs, Map<Namespace, Process> forwarders)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(SystemPrograms.UNDER_MPTCP);
        command.addAll(JavaCommand.of(RelayPair.JAVA_OPTIONS, MptcpForwarder.class.getName(), arguments));
        String log = place + "-" + Scenario.Contender.MPTCP_RELAY + ".log";
        forwarders.put(place, programs.start(place, log, command));
        awaitReady(programs.log(log));
    }

    private static void awaitReady(Path log) throws IOException, InterruptedException {
        for (int i = 0; i < READY_SECONDS * 1_000 / POLL_MILLIS; i++) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            if (Files.readString(log).contains(MptcpForwarder.READY)) {
                return;
            }
        }
        throw new IOException("the forwarder is not ready after " + READY_SECONDS + " s: see " + log);
    }
}
