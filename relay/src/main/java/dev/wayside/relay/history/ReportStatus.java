package dev.wayside.relay.history;

import java.util.Optional;

/**
 * How reports to the history are doing, as the status page shows it.
 *
 * @param rows put on disk since the start
 * @param lostRows not put on disk, because it was too slow or failed
 * @param reports that the history has acknowledged
 * @param failures to report
 * @param waitingBytes on disk, not acknowledged yet or still growing
 * @param lostFiles deleted unsent, because too much waited
 * @param refusedFiles set aside, because the history does not take them
 * @param lastFailure what the last failure was; empty while it works
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
