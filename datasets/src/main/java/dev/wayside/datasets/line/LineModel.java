package dev.wayside.datasets.line;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.wayside.datasets.line.random.RandomStreams;

/** The line with its carriers' networks, from which any day's trace can be simulated. */
final class LineModel {
    private final LineSettings settings;
    private final RandomStreams streams;
    private final Line line;
    private final Map<String, CarrierNetwork> networks = new LinkedHashMap<>();

    LineModel(LineSettings settings) {
        this.settings = settings;
        this.streams = new RandomStreams(settings.seed());
        this.line = Line.lay(settings, streams);
        for (String carrier : settings.carriers()) {
            networks.put(carrier, new NetworkPlanner(line, CarrierProfile.of(carrier), streams).plan());
        }
    }

    TrainRun trip(LocalDate day) {
        return TrainRun.run(line, settings.cruiseMps(), day, streams);
    }

    TraceSimulation simulation(TrainRun trip, String carrier) {
        return new TraceSimulation(line, trip, network(carrier), streams);
    }

    /** The network of one of the carriers of the settings. */
    CarrierNetwork network(String carrier) {
        CarrierNetwork network = networks.get(carrier);
        if (network == null) {
            throw new IllegalArgumentException("the line has no carrier '" + carrier + "'");
        }
        return network;
    }

    Line line() {
        return line;
    }
}
