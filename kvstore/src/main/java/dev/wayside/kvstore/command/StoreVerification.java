package dev.wayside.kvstore.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.CheckpointStore;
import dev.wayside.kvstore.DamagedFile;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;

/**
 * A reading of everything in a store, which finds what is damaged. Reads every block and row: about a second per
 * million windows. Used once, by one thread.
 */
public final class StoreVerification {

    /** Chosen: a few megabytes of performance at once. */
    private static final int STRETCHES_AT_ONCE = 200;
    /** Chosen: enough to see the pattern; the rest is counted. */
    private static final int MAX_FAULTS = 100;

    private final HistoryStore store;
    private final LongConsumer bytesRead;
    private final LongConsumer rowsRead;
    private final List<String> faults = new ArrayList<>();
    private long faultCount;
    private long cells;
    private long stretches;
    private long windows;
    private long handovers;
    private long sources;

    /**
     * @param bytesRead receives the bytes of table files, as they are read
     * @param rowsRead receives the number of stretches so far, now and then
     */
    StoreVerification(HistoryStore store, LongConsumer bytesRead, LongConsumer rowsRead) {
        this.store = store;
        this.bytesRead = bytesRead;
        this.rowsRead = rowsRead;
    }

    /** Reads everything in a store. */
    public static StoreVerification of(HistoryStore store) {
        StoreVerification verification = new StoreVerification(store, bytes -> {}, rows -> {});
        verification.run();
        return verification;
    }

    /** Reads everything. */
    void run() {
        store.damage().forEach(this::fault);
        if (store instanceof CheckpointStore files) {
            reading("the table files", () -> files.damagedFiles(bytesRead).forEach(this::damagedFile));
        }
        reading("the list of carriers", this::carriers);
        reading("the handovers", this::handovers);
        reading("the list of stored logs", this::sources);
        reading("the calibration", store::calibration);
        reading("the mappings of logs", () -> store.mappings().forEach(store::mapping));
    }

    /** True if everything could be read. */
    public boolean isSound() {
        return faultCount == 0;
    }

    /** The faults, in words; of many only the first. */
    public List<String> faults() {
        List<String> shown = new ArrayList<>(faults);
        if (faultCount > faults.size()) {
            shown.add("and " + (faultCount - faults.size()) + " more");
        }
        return shown;
    }

    /** The counts of what could be read. */
    public String toText() {
        return "%,d cells, %,d stretches of visits with their performance, %,d windows, %,d handovers, %,d stored logs"
                .formatted(cells, stretches, windows, handovers, sources);
    }

    private void damagedFile(DamagedFile file) {
        fault(file.file() + " (" + file.contents() + "): " + file.cause());
    }

    private void carriers() {
        try (Stream<String> carriers = store.carriers()) {
            for (String carrier : carriers.toList()) {
                reading("the list of cells of carrier " + carrier, () -> cells(carrier));
            }
        }
    }

    private void cells(String carrier) {
        try (Stream<CellKey> ofCarrier = store.cells(carrier, "")) {
            for (CellKey cell : (Iterable<CellKey>) ofCarrier::iterator) {
                cells++;
                reading("cell " + cell.cellId() + " of carrier " + carrier, () -> visits(cell));
                rowsRead.accept(stretches);
            }
        }
    }

    private void visits(CellKey cell) {
        List<VisitKey> keys = new ArrayList<>();
        try (Stream<VisitSignal> signals = store.signals(cell)) {
            for (VisitSignal signal : (Iterable<VisitSignal>) signals::iterator) {
                stretches++;
                windows += store.settings().windowsIn(signal.rsrp().length());
                keys.add(signal.key());
                if (keys.size() == STRETCHES_AT_ONCE) {
                    performance(keys);
                    keys.clear();
                }
            }
        }
        performance(keys);
    }

    private void performance(List<VisitKey> keys) {
        Set<VisitKey> missing = new HashSet<>(keys);
        missing.removeAll(store.performance(keys).keySet());
        missing.forEach(key -> fault(key + " has a signal but no performance"));
    }

    private void handovers() {
        try (var all = store.allHandovers()) {
            handovers = all.count();
        }
    }

    private void sources() {
        try (Stream<String> all = store.acknowledgedSources()) {
            sources = all.count();
        }
    }

    /** Reads a part; a part that cannot be read does not end the verification. */
    private void reading(String part, Runnable read) {
        try {
            read.run();
        } catch (HistoryStoreException e) {
            fault(part + ": " + e.getMessage());
        }
    }

    private void fault(String fault) {
        faultCount++;
        if (faults.size() < MAX_FAULTS) {
            faults.add(fault);
        }
    }
}
