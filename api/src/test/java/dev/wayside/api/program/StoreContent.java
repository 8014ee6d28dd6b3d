package dev.wayside.api.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;

/** All that the cells of a store hold, read the way its users read it: by carrier, then by cell. */
record StoreContent(
        Map<VisitKey, VisitSignal> signals, Map<VisitKey, PerformanceSeries> performance, Set<Handover> handovers) {

    static final StoreContent NOTHING = new StoreContent(Map.of(), Map.of(), Set.of());

    static StoreContent of(HistoryStore store) {
        StoreContent content = new StoreContent(new HashMap<>(), new HashMap<>(), new HashSet<>());
        try (Stream<String> carriers = store.carriers()) {
            carriers.forEach(carrier -> content.addCarrier(store, carrier));
        }
        return content;
    }

    static StoreContent in(Path directory) {
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(directory)) {
            return of(store);
        }
    }

    /** As {@link #in}; nothing where there is no store, or only the beginnings of one. */
    static StoreContent orNothingIn(Path directory) {
        try {
            return in(directory);
        } catch (HistoryStoreException e) {
            return NOTHING;
        }
    }

    int size() {
        return signals.size() + performance.size() + handovers.size();
    }

    /** The wanted content that is missing here, or differs. */
    List<String> lacking(StoreContent wanted) {
        List<String> lacking = new ArrayList<>();
        addLacking(lacking, "signal", signals, wanted.signals);
        addLacking(lacking, "performance", performance, wanted.performance);
        wanted.handovers.stream()
                .filter(handover -> !handovers.contains(handover))
                .forEach(handover -> lacking.add(handover.toString()));
        return lacking;
    }

    /** The differences of this content from the wanted one, in either direction. */
    List<String> differences(StoreContent wanted) {
        List<String> differences = new ArrayList<>();
        lacking(wanted).forEach(what -> differences.add("lacking " + what));
        wanted.lacking(this).forEach(what -> differences.add("too much " + what));
        return differences;
    }

    private void addCarrier(HistoryStore store, String carrier) {
        try (Stream<CellKey> cells = store.cells(carrier, "")) {
            cells.forEach(cell -> addCell(store, cell));
        }
    }

    private void addCell(HistoryStore store, CellKey cell) {
        List<VisitKey> keys = new ArrayList<>();
        try (Stream<VisitSignal> stretches = store.signals(cell)) {
            stretches.forEach(stretch -> {
                keys.add(stretch.key());
                signals.put(stretch.key(), stretch);
            });
        }
        performance.putAll(store.performance(keys));
        try (Stream<Handover> outOfCell = store.handovers(cell)) {
            outOfCell.forEach(handovers::add);
        }
    }

    private static <T> void addLacking(
            List<String> lacking, String what, Map<VisitKey, T> here, Map<VisitKey, T> wanted) {
        wanted.forEach((key, value) -> {
            if (!value.equals(here.get(key))) {
                lacking.add(what + " of " + key);
            }
        });
    }
}
