package dev.wayside.traceingest.format;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.HeaderLine;
import dev.wayside.traceingest.row.RowReader;

/** The log formats that can be ingested, each with its detection and its reader. */
@SuppressWarnings("ImmutableEnumChecker") // Method references and lambdas without state.
public enum LogFormat {
    /** Wayside's own columns, separated by comma, semicolon or tab. */
    CSV(
            header -> List.of(CanonicalColumn.fit(header)),
            context -> new DelimitedReader(header -> new CanonicalRowParser(header, context))),
    /** Wayside's own names, one JSON object a line. */
    NDJSON(header -> List.of(), NdjsonReader::new),
    /** G-NetTrack Pro, its tab-separated text or its CSV; columns are found by name. */
    GNETTRACK(
            header -> List.of(GNetTrackColumn.fit(header)),
            context -> new DelimitedReader(header -> new GNetTrackRowParser(header, context))),
    /**
     * The coverage log of Breitbandmessung, the German regulator's app; a log of round-trip times may be next to it.
     */
    BREITBANDMESSUNG(
            header -> List.of(BreitbandColumn.fit(header)),
            context -> new DelimitedReader(header -> new BreitbandRowParser(header, context))),
    /** WMN-Lab's per-second metrics of a metro ride; the place on the line represents the cell. */
    WMNLAB(
            header -> List.of(WmnLabColumn.fit(header)),
            context -> new DelimitedReader(header -> new WmnLabRowParser(header, context))),
    /** Android's log, lines of the tag {@code cellinfo}: pings, cells and signal of a phone. */
    CELLINFO(header -> List.of(), CellinfoReader::new),
    /** Any delimited log whose columns a mapping explains. */
    MAPPED(ShippedMappings::fits, context -> new DelimitedReader(header -> new MappedRowParser(header, context)));

    /** The result of {@link #separatorOf} for a format without a separator. */
    public static final char NO_SEPARATOR = 0;

    private final Function<List<String>, List<HeaderFit>> fits;
    private final Function<ReadingContext, RowReader> reader;

    LogFormat(Function<List<String>, List<HeaderFit>> fits, Function<ReadingContext, RowReader> reader) {
        this.fits = fits;
        this.reader = reader;
    }

    /**
     * The format with this first line: of those whose required columns are all there, the one that reads most of it.
     */
    static Optional<LogFormat> recognise(String firstLine) {
        if (firstLine.startsWith("{")) {
            return Optional.of(NDJSON);
        }
        if (CellinfoReader.isFirstLine(firstLine)) {
            return Optional.of(CELLINFO);
        }
        List<String> header = HeaderLine.names(firstLine);
        LogFormat best = null;
        long mostFound = 0;
        for (LogFormat format : values()) {
            long found = format.found(header);
            if (found > mostFound) {
                best = format;
                mostFound = found;
            }
        }
        boolean isCompanion = best == GNETTRACK && GNetTrackColumn.isBesideTheLog(firstLine);
        return isCompanion ? Optional.empty() : Optional.ofNullable(best);
    }

    /** The formats that a log with this unrecognised header may be of, the nearest first. */
    public static List<HeaderFit> near(String firstLine) {
        List<String> header = HeaderLine.names(firstLine);
        return Stream.of(values())
                .flatMap(format -> format.fits.apply(header).stream())
                .filter(HeaderFit::isNear)
                .sorted(Comparator.<HeaderFit>comparingInt(fit -> fit.missing().size())
                        .thenComparing(
                                Comparator.comparingLong(HeaderFit::found).reversed()))
                .toList();
    }

    /** The number of columns that it reads; 0 if it cannot read a log with this header. */
    private long found(List<String> header) {
        return fits.apply(header).stream()
                .filter(HeaderFit::isComplete)
                .mapToLong(HeaderFit::found)
                .max()
                .orElse(0);
    }

    /** The separator of a log of this format that starts with {@code firstLine}. */
    public char separatorOf(String firstLine) {
        return this == NDJSON || this == CELLINFO ? NO_SEPARATOR : HeaderLine.separator(firstLine);
    }

    public RowReader reader(ReadingContext context) {
        return reader.apply(context);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
