package dev.wayside.datasets.line;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A count of what is written, file by file. Not thread-safe. */
final class Tally {
    private final Map<DisconnectionKind, Long> handovers = new EnumMap<>(DisconnectionKind.class);
    private int files;
    private long rows;

    /** One more file with its rows and the disconnections it holds. */
    void add(List<Disconnection> newHandovers, long newRows) {
        files++;
        rows += newRows;
        for (Disconnection handover : newHandovers) {
            handovers.merge(handover.kind(), 1L, Long::sum);
        }
    }

    LineSummary summary(LineSettings settings, LineModel model) {
        SortedMap<String, Integer> cells = new TreeMap<>();
        for (String carrier : settings.carriers()) {
            cells.put(carrier, model.network(carrier).cells().size());
        }
        LineSummary.Handovers kinds = new LineSummary.Handovers(
                count(DisconnectionKind.SUCCESS), count(DisconnectionKind.FAILURE), count(DisconnectionKind.OUTAGE));
        return new LineSummary(files, rows, settings.days(), settings.lengthKm(), cells, kinds);
    }

    private long count(DisconnectionKind kind) {
        return handovers.getOrDefault(kind, 0L);
    }
}
