package dev.wayside.traceingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.Warning.Kind;
import dev.wayside.traceingest.assembly.CellChanges;
import dev.wayside.traceingest.assembly.CellNames;
import dev.wayside.traceingest.format.LocalTimes;
import dev.wayside.traceingest.row.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * The judgement on one log after it was read: what suggests that it was not read as it was meant.
 *
 * @param settings settings of the store
 * @param summary counts of the log
 * @param changes counts of how its cell changes
 * @param carriers the names of its carriers
 * @param names the names of its cells
 * @param spanMillis the time from its first to its last row
 * @param longestVisitSamples samples of its longest visit
 * @param assumption the pass of a repeated hour that was assumed, or null
 */
record LogVerdict(
        StoreSettings settings,
        IngestSummary summary,
        CellChanges changes,
        Set<String> carriers,
        CellNames names,
        long spanMillis,
        int longestVisitSamples,
        LocalTimes.@Nullable Assumption assumption) {

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

    /** Chosen: loggers that write a row less often do not write several rows at once. */
    private static final long MIN_ROUNDED_STEP_MILLIS = 10_000;
    /** Chosen: of rows whose times were rounded, most have the time of the row before. */
    private static final int MIN_ROWS_PER_TIME = 3;

    /** A network code of two digits, or the same with a zero before it. */
    private static final Pattern SHORT_OR_LONG_CODE = Pattern.compile("(\\d{3}-)0?(\\d\\d)$");

    private static final long MILLIS_PER_SECOND = 1_000;

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
        addRoundedTimes(warnings);
        addAssumption(warnings);
        addCells(warnings);
        addCarriers(warnings);
        addNames(warnings);
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

    private void addRoundedTimes(List<Warning> warnings) {
        long rows = changes.coveredRows();
        long times = rows - summary.mergedRows();
        long stepMillis = spanMillis / Math.max(1, times - 1);
        boolean apart = times == 1 || stepMillis >= MIN_ROUNDED_STEP_MILLIS;
        if (rows >= MIN_ROWS && times * MIN_ROWS_PER_TIME <= rows && apart) {
            warnings.add(new Warning(
                    Kind.TIMES_ROUNDED,
                    "its %,d rows have only %,d different times, %,d s apart"
                            .formatted(rows, times, stepMillis / MILLIS_PER_SECOND),
                    "write times with their seconds, and numbers with all digits: 1773126001, not 1.773126E9"));
        }
    }

    private void addAssumption(List<Warning> warnings) {
        if (assumption != null) {
            warnings.add(new Warning(
                    Kind.PASS_ASSUMED,
                    assumption.text(),
                    "if they are of the first pass, write the offset " + assumption.other()
                            + " into the times, or set time.zone: '" + assumption.other() + "' in a mapping"));
        }
    }

    private void addCarriers(List<Warning> warnings) {
        long different = carriers.stream()
                .map(name ->
                        SHORT_OR_LONG_CODE.matcher(name).replaceFirst("$1$2").toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        if (different < carriers.size()) {
            warnings.add(new Warning(
                    Kind.CARRIERS_ALIKE,
                    "it has carriers whose names are alike: " + String.join(", ", new TreeSet<>(carriers)),
                    "if they are one carrier, write its name in one way, or name it with --carrier"));
        }
    }

    private void addNames(List<Warning> warnings) {
        if (names.areHexadecimal()) {
            warnings.add(new Warning(
                    Kind.CELLS_HEXADECIMAL,
                    "its cell ids are hexadecimal numbers without 0x, and are other cells than the same in decimal",
                    "name the column with cell: {hex: ...} in a mapping, or write 0x before them"));
        }
        if (names.areOfPhysicalIds()) {
            warnings.add(new Warning(
                    Kind.CELLS_SMALL,
                    "all its cell ids are at most 1007, as physical ids and sectors are: different cells may share one",
                    "name the column of the identity, or both columns with cell: {pci: ..., channel: ...} or {enb: ...,"
                            + " sector: ...} in a mapping"));
        }
        if (names.areSpelledTwice()) {
            warnings.add(new Warning(
                    Kind.CELLS_SPELLED_TWICE,
                    "it has the same cell id with and without the codes of the network before it: one cell became two",
                    "write the cell ids in one way"));
        }
        if (names.areRounded()) {
            warnings.add(new Warning(
                    Kind.CELLS_ROUNDED,
                    "all its cell ids are such as a floating-point number of 32 bits holds: cells may have become one",
                    "write the cell ids as whole numbers, and read such a column as text"));
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
