package dev.wayside.traceingest;

import java.util.List;

/**
 * How an ingestion ended.
 *
 * @param storedLogs how many logs were read and stored whole
 * @param skippedLogs how many were passed over: stored before, or no logs
 * @param failures what is wrong with each of the others, a message each
 * @param total what came of all rows that were read
 */
public record IngestReport(int storedLogs, int skippedLogs, List<String> failures, IngestSummary total) {

    /** Copies the list. */
    public IngestReport {
        failures = List.copyOf(failures);
    }
}
