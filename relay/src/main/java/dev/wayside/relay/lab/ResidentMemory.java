package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The resident memory of the relays, once a second while a client runs. */
final class ResidentMemory {

    private ResidentMemory() {}

    /** Adds the samples of each relay, and those at half time and at the end. */
    static void watch(Map<Namespace, Process> relays, Process client, Map<String, List<Double>> values)
            throws IOException, InterruptedException {
        while (!client.waitFor(1, TimeUnit.SECONDS)) {
            for (Map.Entry<Namespace, Process> relay : relays.entrySet()) {
                values.computeIfAbsent(relay.getKey() + "_resident_mb", name -> new ArrayList<>())
                        .add(megabytes(relay.getValue()));
            }
        }
        for (Namespace relay : relays.keySet()) {
            List<Double> samples = values.getOrDefault(relay + "_resident_mb", List.of());
            if (!samples.isEmpty()) {
                values.put(relay + "_resident_mb_halfway", List.of(samples.get(samples.size() / 2)));
                values.put(relay + "_resident_mb_last", List.of(samples.get(samples.size() - 1)));
            }
        }
    }

    private static double megabytes(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
