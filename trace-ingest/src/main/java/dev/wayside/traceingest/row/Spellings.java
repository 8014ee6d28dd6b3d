package dev.wayside.traceingest.row;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The spellings of one log's names. Names repeat from row to row, so only a new one is worked out. Not thread-safe. */
final class Spellings {

    /** Chosen: the cells of a day's drive; more are forgotten and worked out again. */
    private static final int MAX_KNOWN = 1_000;

    private final Function<String, Spelling> worker;
    private final Map<String, Spelling> known = new HashMap<>();
    private Spelling last = Spelling.NONE;

    Spellings(Function<String, Spelling> worker) {
        this.worker = worker;
    }

    Spelling of(String written) {
        if (written.isEmpty()) {
            return Spelling.NONE;
        }
        if (!written.equals(last.written())) {
            if (known.size() == MAX_KNOWN) {
                known.clear();
            }
            last = known.computeIfAbsent(written, worker);
        }
        return last;
    }
}
