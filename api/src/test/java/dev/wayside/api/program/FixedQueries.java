package dev.wayside.api.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.wayside.api.http.predict.PredictionJson;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreLocation;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.command.StoreLocations;
import dev.wayside.matcher.MatchSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;

/** Windows out of a history, to be asked of this and other stores. */
record FixedQueries(List<Observation> observations) {

    /** Takes this number of windows of each carrier. */
    static FixedQueries from(StoreContent content, StoreSettings settings, int perCarrier, Random random) {
        TreeMap<String, List<VisitSignal>> stretchesByCarrier = content.signals().values().stream()
                .filter(stretch -> settings.windowsIn(stretch.rsrp().length()) > 0)
                .sorted((a, b) -> a.key().compareTo(b.key()))
                .collect(Collectors.groupingBy(
                        stretch -> stretch.key().cell().carrier(), TreeMap::new, Collectors.toList()));
        List<Observation> observations = new ArrayList<>();
        for (List<VisitSignal> stretches : stretchesByCarrier.values()) {
            for (int i = 0; i < perCarrier; i++) {
                VisitSignal stretch = stretches.get(random.nextInt(stretches.size()));
                observations.add(window(stretch, settings, random));
            }
        }
        return new FixedQueries(observations);
    }

    /** The store's answers, as JSON text. */
    List<String> answers(Path directory) {
        return answers(StoreLocations.parse(directory.toString()));
    }

    List<String> answers(StoreLocation location) {
        try (HistoryStore store = location.openReadOnly()) {
            StoreSettings settings = store.settings();
            Matcher matcher = new Matcher(store, MatchSettings.defaultsFor(settings));
            return observations.stream()
                    .map(matcher::predict)
                    .map(prediction -> PredictionJson.of(prediction, settings.lookAheadMillis())
                            .toString())
                    .toList();
        }
    }

    private static Observation window(VisitSignal stretch, StoreSettings settings, Random random) {
        int windows = settings.windowsIn(stretch.rsrp().length());
        int start = random.nextInt(windows) * settings.windowStride();
        return new Observation(stretch.key().cell(), stretch.rsrp().slice(start, start + settings.windowLength()));
    }
}
