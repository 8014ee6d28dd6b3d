package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The configuration files of the relay pair, in a folder. */
final class RelayFiles {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** At least 32 bytes, which a key must have. */
    private static final String KEY = "a key that is good enough for one machine alone";

    /** Chosen: any port; the relays are alone in their namespaces. */
    private static final int PORT = 7_000;

    private final Path folder;

    RelayFiles(Path folder) {
        this.folder = folder;
    }

    /** The configuration file of a relay. */
    Path of(Namespace relay) {
        return folder.resolve(relay + ".yaml");
    }

    void writeCloud(Scenario.Contender contender) throws IOException {
        Map<String, Object> cloud = settings(contender, RelayPair.CLOUD_STATUS);
        cloud.put("listen", List.of("0.0.0.0:" + PORT));
        cloud.put("device", LabNetwork.LAN);
        cloud.put("raw", true);
        cloud.put("congestionControl", contender.congestionControl());
        YAML.writeValue(of(Namespace.CLOUD).toFile(), cloud);
    }

    void writeEdge(Scenario.Contender contender, List<Scenario.Carrier> carriers) throws IOException {
        YAML.writeValue(of(Namespace.EDGE).toFile(), edge(contender, carriers));
    }

    /**
     * Writes the configuration of an edge that asks the history, and replays the signal of the trip with the links.
     *
     * @param startEpochMillis start of the trip
     */
    void writeEdge(Scenario.Contender contender, List<Scenario.Carrier> carriers, TripPlan trip, long startEpochMillis)
            throws IOException {
        Map<String, Object> edge = edge(contender, carriers);
        edge.put("history", Map.of("url", WaysideProgram.url()));
        Map<String, Object> replay = Map.of(
                "logs",
                trip.logs().stream().map(log -> log.toAbsolutePath().toString()).toList(),
                "fromSeconds",
                trip.fromSeconds(),
                "at",
                Instant.ofEpochMilli(startEpochMillis).toString());
        edge.put("signal", Map.of("replay", replay));
        YAML.writeValue(of(Namespace.EDGE).toFile(), edge);
    }

    private Map<String, Object> edge(Scenario.Contender contender, List<Scenario.Carrier> carriers) throws IOException {
        List<Map<String, Object>> uplinks = new ArrayList<>();
        for (int number = 1; number <= carriers.size(); number++) {
            uplinks.add(Map.of(
                    "device",
                    "wan" + number,
                    "carrier",
                    carriers.get(number - 1).name(),
                    "cloud",
                    List.of(LabNetwork.cloudAddress(number) + ":" + PORT),
                    "congestionControl",
                    contender.congestionControl()));
        }
        Map<String, Object> edge = settings(contender, RelayPair.EDGE_STATUS);
        edge.put(
                "intercept",
                Map.of(
                        "device",
                        LabNetwork.LAN,
                        "rules",
                        List.of(Map.of("by", "raw", "protocol", "udp"), Map.of("by", contender.interceptor()))));
        edge.put("uplinks", uplinks);
        return edge;
    }

    private Map<String, Object> settings(Scenario.Contender contender, String status) throws IOException {
        Path key = Files.write(folder.resolve("relay.key"), KEY.getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> settings = new HashMap<>();
        settings.put("authentication", Map.of("keyFile", key.toAbsolutePath().toString()));
        settings.put("policy", List.of(Map.of("scheduler", contender.scheduler())));
        settings.put("status", status);
        return settings;
    }
}
