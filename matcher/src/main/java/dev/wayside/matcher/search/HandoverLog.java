package dev.wayside.matcher.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;

/**
 * The handovers along each stretch of a cell and its look-ahead, by time. Grows at its end only; a {@link View} never
 * changes. Appending is for one thread at a time.
 */
final class HandoverLog {

    /** Chosen: an array grows by an eighth, so that little memory stays unused. */
    private static final int GROWTH_DIVISOR = 8;

    private static final int BYTES_PER_HANDOVER = Long.BYTES + 2 * Integer.BYTES + 1;

    private final Map<String, Integer> targetNumbers = new HashMap<>();
    private final List<String> targets = new ArrayList<>();

    private View view = new View(new int[1], new long[0], new int[0], new byte[0], new int[0], List.of());

    /**
     * The current state.
     *
     * @param end per stretch one past its last handover; those of stretch i begin at {@code end[i - 1]}, stored at i +
     *     1
     * @param epochMillis per handover the time of the last sample from the old cell
     * @param disconnectionMillis per handover
     * @param kind per handover the code of its kind
     * @param target per handover the number of the cell entered
     * @param targets cell ids by number
     */
    @SuppressWarnings("ArrayRecordComponent") // Shared within the package, and never written where a view reads.
    record View(
            int[] end, long[] epochMillis, int[] disconnectionMillis, byte[] kind, int[] target, List<String> targets) {

        int first(int stretch) {
            return end[stretch];
        }

        int end(int stretch) {
            return end[stretch + 1];
        }

        boolean isDisruptive(int handover) {
            return HandoverKind.ofCode(kind[handover]).isDisruptive();
        }

        String targetCellId(int handover) {
            return targets.get(target[handover]);
        }

        long bytes() {
            return end.length * (long) Integer.BYTES + epochMillis.length * (long) BYTES_PER_HANDOVER;
        }
    }

    View view() {
        return view;
    }

    /** Adds the handovers of stretch {@code stretch}, which is one past the last. */
    void append(int stretch, List<Handover> handovers) {
        int first = view.end()[stretch];
        int end = first + handovers.size();
        if (stretch + 2 > view.end().length || end > view.kind().length) {
            view = withCapacity(grown(stretch + 2, view.end().length), grown(end, view.kind().length));
        }
        for (int i = 0; i < handovers.size(); i++) {
            Handover handover = handovers.get(i);
            view.epochMillis()[first + i] = handover.epochMillis();
            view.disconnectionMillis()[first + i] = handover.disconnectionMillis();
            view.kind()[first + i] = (byte) handover.kind().code();
            view.target()[first + i] = numberOf(handover.targetCellId());
        }
        view.end()[stretch + 1] = end;
        if (view.targets().size() < targets.size()) {
            view = new View(
                    view.end(),
                    view.epochMillis(),
                    view.disconnectionMillis(),
                    view.kind(),
                    view.target(),
                    List.copyOf(targets));
        }
    }

    void trim(int stretches) {
        view = withCapacity(stretches + 1, view.end()[stretches]);
    }

    private int numberOf(String cellId) {
        return targetNumbers.computeIfAbsent(cellId, id -> {
            targets.add(id);
            return targets.size() - 1;
        });
    }

    private static int grown(int needed, int present) {
        return needed <= present ? present : needed + needed / GROWTH_DIVISOR;
    }

    private View withCapacity(int ends, int handovers) {
        return new View(
                Arrays.copyOf(view.end(), ends),
                Arrays.copyOf(view.epochMillis(), handovers),
                Arrays.copyOf(view.disconnectionMillis(), handovers),
                Arrays.copyOf(view.kind(), handovers),
                Arrays.copyOf(view.target(), handovers),
                view.targets());
    }
}
