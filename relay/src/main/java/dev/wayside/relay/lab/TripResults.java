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

/** The measurements of trips, written to a file at once, so that a stopped lab continues. */
final class TripResults {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final double seconds;
    private final List<Run> runs = new ArrayList<>();

    /**
     * The run of one contender on one line.
     *
     * @param seed seed of the line
     * @param seconds length of the stretch
     * @param contender the contender
     * @param values measurements by name
     */
    record Run(int seed, double seconds, Scenario.Contender contender, Map<String, List<Double>> values) {

        /** The mean of the measurements of a name; empty if there are none. */
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

    private TripResults(Path file, double seconds) {
        this.file = file;
        this.seconds = seconds;
    }

    /** The results of stretches of this length; others cannot be compared. */
    static TripResults open(Path file, double seconds) throws IOException {
        TripResults results = new TripResults(file, seconds);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                Run run = JSON.readValue(line, Run.class);
                if (run.seconds() == seconds) {
                    results.runs.add(run);
                }
            }
        }
        return results;
    }

    void add(int seed, Scenario.Contender contender, Map<String, List<Double>> values) throws IOException {
        Run run = new Run(seed, seconds, contender, values);
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

    /** The seeds of the measured lines, ascending. */
    List<Integer> seeds() {
        return runs.stream().map(Run::seed).distinct().sorted().toList();
    }

    List<Run> of(Scenario.Contender contender) {
        return runs.stream().filter(run -> run.contender() == contender).toList();
    }
}
