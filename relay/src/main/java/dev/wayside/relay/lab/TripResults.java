package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What was measured on trips, kept in a file as it comes: a lab that was stopped goes on where it was. */
final class TripResults {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<Run> runs = new ArrayList<>();

    /** One contender on one line. */
    record Run(int seed, Scenario.Contender contender, Map<String, List<Double>> values) {

        /** The mean of what was measured under a name; empty if nothing was. */
        Optional<Double> mean(String name) {
            List<Double> measured = values.getOrDefault(name, List.of());
            return measured.isEmpty()
                    ? Optional.empty()
                    : Optional.of(measured.stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow());
        }
    }

    private TripResults(Path file) {
        this.file = file;
    }

    static TripResults open(Path file) throws IOException {
        TripResults results = new TripResults(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                results.runs.add(JSON.readValue(line, Run.class));
            }
        }
        return results;
    }

    void add(int seed, Scenario.Contender contender, Map<String, List<Double>> values) throws IOException {
        Run run = new Run(seed, contender, values);
        Files.writeString(
                file, JSON.writeValueAsString(run) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        runs.add(run);
    }

    boolean has(int seed, Scenario.Contender contender) {
        return find(seed, contender).isPresent();
    }

    boolean hasAll(int seed, List<Scenario.Contender> contenders) {
        return contenders.stream().allMatch(contender -> has(seed, contender));
    }

    Optional<Run> find(int seed, Scenario.Contender contender) {
        return runs.stream()
                .filter(run -> run.seed() == seed && run.contender() == contender)
                .findFirst();
    }

    List<Run> of(Scenario.Contender contender) {
        return runs.stream().filter(run -> run.contender() == contender).toList();
    }
}
