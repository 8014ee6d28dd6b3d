package dev.wayside.traceingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.Warning.Kind;
import dev.wayside.traceingest.assembly.CellChanges;
import dev.wayside.traceingest.row.Rejection;

/**
 * The judgement on one log after it was read: what suggests that it was not read as it was meant.
 *
 * @param settings settings of the store
 * @param summary counts of the log
 * @param changes counts of how its cell changes
 * @param longestVisitSamples samples of its longest visit
 */
record LogVerdict(StoreSettings settings, IngestSummary summary, CellChanges changes, int longestVisitSamples) {

    /** Chosen: with fewer rows, shares say nothing. */
    private static final int MIN_ROWS = 10;
    /** Chosen: a train at 300 km/h crosses a cell of 1 km in 12 s, 12 rows at 1 Hz. */
    private static final int MIN_ROWS_PER_CHANGE = 3;
    /** Chosen: two cells that take turns with a few neighbour rows in between; handovers back and forth are rarer. */
    private static final int MIN_ROWS_PER_RETURN = 20;
    /** Chosen: fewer returns can be handovers back and forth. */
    private static final int MIN_RETURNS = 5;
    /** Chosen: the detection of the grid accepts logs that are finer by a quarter. */
    private static final double MAX_ROWS_PER_SAMPLE = 1.5;

    /** Android reports no identity of neighbour cells. */
    private static final Set<Rejection> WITHOUT_CELL = EnumSet.of(Rejection.CELL_MISSING, Rejection.CELL_UNKNOWN);

    private static final String OTHER_ROWS = "if it holds neighbour cells or several devices, leave those rows out with"
            + " rows: in a mapping, or give each device its name in the column trace";

    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        if (summary.visits() == 0) {
            return warnings;
        }
        addRejected(warnings);
        addTimes(warnings);
        addCells(warnings);
        addWindows(warnings);
        addGrid(warnings);
        return warnings;
    }

    private void addRejected(List<Warning> warnings) {
        // 2G and 3G rows are rejected by design.
        long other = summary.rejectedRows().getOrDefault(Rejection.OTHER_TECHNOLOGY, 0L);
        long rejected = summary.rejected() - other;
        long rows = summary.rows() - other - summary.leftOutRows();
        if (rejected * 2 >= rows && rejected > 0) {
            Rejection reason = mostFrequentRejection();
            warnings.add(new Warning(
                    Kind.MOSTLY_REJECTED,
                    "%,d of its %,d rows are rejected, most of them for: %s".formatted(rejected, rows, reason.title()),
                    WITHOUT_CELL.contains(reason) ? OTHER_ROWS : reason.remedy()));
        }
    }

    private Rejection mostFrequentRejection() {
        return summary.rejectedRows().entrySet().stream()
                .filter(entry -> entry.getKey() != Rejection.OTHER_TECHNOLOGY)
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    private void addTimes(List<Warning> warnings) {
        long implausible = summary.rejectedRows().getOrDefault(Rejection.TIME_IMPLAUSIBLE, 0L);
        if (implausible > 0) {
            warnings.add(new Warning(
                    Kind.TIMES_IMPLAUSIBLE,
                    "%,d of its rows lie outside 1990 to now plus a day, and are rejected".formatted(implausible),
                    Rejection.TIME_IMPLAUSIBLE.remedy()));
        }
    }

    private void addCells(List<Warning> warnings) {
        long rows = changes.coveredRows();
        if (rows >= MIN_ROWS && changes.changes() * MIN_ROWS_PER_CHANGE > rows) {
            warnings.add(new Warning(
                    Kind.CELL_CHANGES_OFTEN,
                    "the cell changes in %d %% of the rows".formatted(100 * changes.changes() / rows),
                    OTHER_ROWS));
        }
        if (changes.returns() >= MIN_RETURNS && changes.returns() * MIN_ROWS_PER_RETURN >= rows) {
            warnings.add(new Warning(
                    Kind.CELLS_TAKE_TURNS,
                    "the same second holds two cells, %,d times".formatted(changes.returns()),
                    OTHER_ROWS));
        }
    }

    private void addWindows(List<Warning> warnings) {
        if (summary.windows() == 0) {
            warnings.add(new Warning(
                    Kind.NO_WINDOWS,
                    "it has no window to compare with: a window is %,d samples of %,d ms, its longest visit %,d"
                            .formatted(settings.windowLength(), settings.sampleIntervalMillis(), longestVisitSamples),
                    whyNoWindows()));
        }
    }

    private String whyNoWindows() {
        if (changes.gaps() > 0 && changes.gaps() >= changes.changes()) {
            return "%,d visits end with a gap of more than %,d ms: keep such logs in a store with a larger --max-gap and"
                            .formatted(changes.gaps(), settings.maxGapMillis())
                    + " --sample-interval";
        }
        if (changes.changes() > 0) {
            return "%,d visits end with a change of cell: see that each row is of the serving cell, or keep such logs in a"
                            .formatted(changes.changes())
                    + " store with a smaller --window";
        }
        return "record for longer, or keep such logs in a store with a smaller --window";
    }

    private void addGrid(List<Warning> warnings) {
        long measured = summary.samples() - summary.interpolatedSamples();
        long rows = changes.coveredRows() - summary.mergedRows();
        if (rows >= MIN_ROWS && rows > measured * MAX_ROWS_PER_SAMPLE) {
            long stepMillis = measured * settings.sampleIntervalMillis() / rows;
            warnings.add(new Warning(
                    Kind.AVERAGED,
                    "it is sampled about every %,d ms and averaged over the store's grid of %,d ms: %,d rows became %,d samples"
                            .formatted(stepMillis, settings.sampleIntervalMillis(), rows, measured),
                    "keep such logs in a store with a smaller --sample-interval, or read the finest log first"));
        }
        if (summary.interpolatedSamples() > summary.samples() / 2) {
            warnings.add(new Warning(
                    Kind.INTERPOLATED,
                    "%,d of its %,d samples are interpolated, because its rows are farther apart than the store's grid"
                            .formatted(summary.interpolatedSamples(), summary.samples()),
                    "keep such logs in a store with a larger --sample-interval"));
        }
    }
}
