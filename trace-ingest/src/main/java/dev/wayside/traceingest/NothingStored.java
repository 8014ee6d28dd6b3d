package dev.wayside.traceingest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.wayside.traceingest.row.Rejection;

/** The failure of a log of which nothing was stored: that is not success. */
public final class NothingStored {

    /** Reasons that suggest another format. */
    private static final Set<Rejection> FOREIGN =
            EnumSet.of(Rejection.LINE_MALFORMED, Rejection.COLUMNS_WRONG, Rejection.TIME_UNREADABLE);

    private NothingStored() {}

    /** The failure, without remedies; empty if something was stored. */
    public static Optional<String> of(IngestSummary summary) {
        return summary.visits() > 0 ? Optional.empty() : Optional.of(text(summary));
    }

    /** The failure, with the most frequent reason: its first row and its remedy. Empty if something was stored. */
    static Optional<String> withRemedy(IngestSummary summary) {
        String remedy = mostFrequent(summary)
                .map(reason -> "; " + firstRow(summary, reason) + (looksForeign(summary) ? "" : "; " + reason.remedy()))
                .orElse("");
        String filter = summary.leftOutRows() > 0 && summary.rejected() == 0
                ? "; rows: of the mapping, or the log's own column of the serving cell, keeps no row with a cell and an RSRP:"
                        + " compare its values; rows: {} in a mapping keeps all rows"
                : "";
        return of(summary).map(why -> why + remedy + filter);
    }

    private static Optional<Rejection> mostFrequent(IngestSummary summary) {
        return summary.rejectedRows().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    private static String firstRow(IngestSummary summary, Rejection reason) {
        return summary.remarks().firstRejected().getOrDefault(reason, reason.title());
    }

    /** True if all rows are of 2G or 3G: the log was read as it was meant, and there is nothing to fix. */
    static boolean isOfOtherTechnology(IngestSummary summary) {
        return summary.rows() > 0
                && summary.rejectedRows().getOrDefault(Rejection.OTHER_TECHNOLOGY, 0L) == summary.rows();
    }

    private static String text(IngestSummary summary) {
        if (summary.rows() == 0) {
            return "nothing to store: it has no rows; check how it was written";
        }
        if (looksForeign(summary)) {
            return "none of its " + summary.rows()
                    + " rows can be read in this format; check the format, or the time column";
        }
        return "none of its " + summary.rows() + " rows can be stored: " + String.join(", ", counts(summary));
    }

    private static List<String> counts(IngestSummary summary) {
        List<String> counts = new ArrayList<>();
        summary.rejectedRows().forEach((rejection, count) -> counts.add(count + " " + rejection.title()));
        addIfAny(counts, summary.uncoveredRows(), "without cell and RSRP, which means no coverage");
        addIfAny(counts, summary.performanceRows(), "with performance only");
        addIfAny(counts, summary.leftOutRows(), "left out");
        return counts;
    }

    private static void addIfAny(List<String> counts, long count, String outcome) {
        if (count > 0) {
            counts.add(count + " " + outcome);
        }
    }

    /** True if there are rows, and every one was rejected for a reason that suggests another format. */
    private static boolean looksForeign(IngestSummary summary) {
        long foreign = FOREIGN.stream()
                .mapToLong(reason -> summary.rejectedRows().getOrDefault(reason, 0L))
                .sum();
        return summary.rows() > 0 && foreign == summary.rows();
    }
}
