package dev.wayside.kvstore.rocksdb;

import java.util.List;
import java.util.Map;

/**
 * The outcome of saving what can be read of a damaged store.
 *
 * @param rowsByTable saved rows
 * @param lost what could not be read, in words; empty if everything was read
 */
public record SalvageReport(Map<String, Long> rowsByTable, List<String> lost) {

    /** Copies both. */
    public SalvageReport {
        rowsByTable = Map.copyOf(rowsByTable);
        lost = List.copyOf(lost);
    }
}
