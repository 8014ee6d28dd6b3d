package dev.wayside.traceingest;

import java.util.List;

/**
 * The result of an ingestion.
 *
 * @param storedLogs number of logs read and stored completely
 * @param skippedLogs number of skipped logs: stored already, or not a log
 * @param failures the reason for each other log, a message each
 * @param total the summary of all rows
 */
public record IngestReport(int storedLogs, int skippedLogs, List<String> failures, IngestSummary total) {

    /** Copies the list. */
    public IngestReport {
        failures = List.copyOf(failures);
    }
}
