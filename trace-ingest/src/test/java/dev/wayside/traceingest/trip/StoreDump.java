package dev.wayside.traceingest.trip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.VisitSignal;

/** All history of a store as text, to compare it with another. */
final class StoreDump {

    private static final String ANY_TRACE = "[0-9a-f]{16}";

    private StoreDump() {}

    static List<String> of(HistoryStore store) {
        List<String> dump = new ArrayList<>();
        for (String carrier : all(store.carriers(), carrier -> carrier)) {
            for (CellKey cell : all(store.cells(carrier, ""), cell -> cell)) {
                for (VisitSignal signal : all(store.signals(cell), signal -> signal)) {
                    dump.add(signal.key() + " " + signal.startEpochMillis() + " "
                            + List.of(
                                    signal.rsrp().toDbm().length, signal.rsrp().hashCode()) + " "
                            + signal.handovers() + " "
                            + store.performance(List.of(signal.key())).get(signal.key()));
                }
            }
        }
        all(store.allHandovers(), Handover::toString).stream().sorted().forEach(dump::add);
        return dump;
    }

    /** The same without the ids of traces. */
    static List<String> withoutTraces(HistoryStore store) {
        return of(store).stream()
                .map(line -> line.replaceAll(ANY_TRACE, "-"))
                .sorted()
                .toList();
    }

    private static <S, T> List<T> all(Stream<S> stream, Function<S, T> map) {
        try (stream) {
            return stream.map(map).toList();
        }
    }
}
