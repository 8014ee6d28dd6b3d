package dev.wayside.relay.history;

import java.util.Optional;

/**
 * The state of reports to the history, as the status page shows it.
 *
 * @param rows rows written to disk since the start
 * @param lostRows rows not written, because the disk was too slow or failed
 * @param reports reports that the history acknowledged
 * @param failures failed attempts to report
 * @param waitingBytes bytes on disk that are not acknowledged or still grow
 * @param lostFiles files deleted unsent, because too many bytes waited
 * @param refusedFiles files set aside, because the history refused them
 * @param lastFailure reason of the last failure; empty while reports succeed
 */
public record ReportStatus(
        long rows,
        long lostRows,
        long reports,
        long failures,
        long waitingBytes,
        long lostFiles,
        long refusedFiles,
        Optional<String> lastFailure) {}
