package dev.wayside.api.http.ingest;

import java.util.List;
import java.util.Map;

import dev.wayside.api.http.exchange.Problem;
import dev.wayside.api.http.ingest.IngestResponse.RejectedLine;
import dev.wayside.traceingest.IngestSummary;

/**
 * The answer to a body of which nothing was stored (RFC 9457), with the counts.
 *
 * @param type as {@link Problem#type}
 * @param title as {@link Problem#title}
 * @param status HTTP status
 * @param detail the reasons in words
 * @param rows rows read
 * @param rejectedRows rejected rows, by reason
 * @param rejectedLines the first 1,000 of the rejected rows
 */
record NothingStoredProblem(
        String type,
        String title,
        int status,
        String detail,
        long rows,
        Map<String, Long> rejectedRows,
        List<RejectedLine> rejectedLines) {

    static NothingStoredProblem of(Problem problem, IngestSummary summary, List<RejectedLine> rejectedLines) {
        return new NothingStoredProblem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                summary.rows(),
                IngestResponse.byReason(summary),
                rejectedLines);
    }
}
