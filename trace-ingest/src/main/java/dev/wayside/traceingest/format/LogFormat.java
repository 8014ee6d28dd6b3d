package dev.wayside.traceingest.format;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.mapping.MappedReader;
import dev.wayside.traceingest.mapping.ShippedMappings;
import dev.wayside.traceingest.row.HeaderFit;
import dev.wayside.traceingest.row.HeaderLine;
import dev.wayside.traceingest.row.JsonDocument;
import dev.wayside.traceingest.row.RowReader;
import dev.wayside.traceingest.row.TextForm;
import org.jspecify.annotations.Nullable;

/** The log formats that can be ingested, each with its detection and its reader. */
@SuppressWarnings("ImmutableEnumChecker") // Method references and lambdas without state.
public enum LogFormat {
    /** Wayside's own columns, separated by comma, semicolon, tab, bar or blanks. */
    CSV(
            header -> List.of(CanonicalColumn.fit(header)),
            context -> new DelimitedReader(header -> new CanonicalRowParser(header, context))),
    /** Wayside's own names, one JSON object a line, or a JSON list of them. */
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
    /** Answers of Quectel modems to {@code AT+QENG="servingcell"}, a time in front of each. */
    QUECTEL(header -> List.of(), QuectelReader::new),
    /** Any delimited log or JSON whose columns a mapping explains. */
    MAPPED(ShippedMappings::fits, context -> new MappedReader(context.mapped()));

    /** The result of {@link #separatorOf} for a format without a separator. */
    public static final char NO_SEPARATOR = TextForm.NO_SEPARATOR;
    /** The result of {@link #separatorOf} for a document, whose line breaks have no meaning. */
    public static final char NO_LINES = TextForm.NO_LINES;

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
        if (firstLine.startsWith("{") || firstLine.startsWith("[")) {
            return recogniseJson(firstLine);
        }
        if (CellinfoReader.isFirstLine(firstLine)) {
            return Optional.of(CELLINFO);
        }
        if (QuectelReader.isFirstLine(firstLine)) {
            return Optional.of(QUECTEL);
        }
        LogFormat best = null;
        long mostFound = 0;
        for (LogFormat format : values()) {
            long found = format.found(firstLine);
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
        return Stream.of(values())
                .flatMap(format -> format.fits(firstLine).stream())
                .filter(HeaderFit::isNear)
                .sorted(Comparator.<HeaderFit>comparingInt(fit -> fit.missing().size())
                        .thenComparing(
                                Comparator.comparingLong(HeaderFit::found).reversed()))
                .toList();
    }

    /** An object of JSON is one of a mapping, or has Wayside's own names. */
    private static Optional<LogFormat> recogniseJson(String firstLine) {
        if (ShippedMappings.isFirstLine(firstLine)) {
            return Optional.of(MAPPED);
        }
        return NdjsonReader.isFirstLine(firstLine) ? Optional.of(NDJSON) : Optional.empty();
    }

    private List<HeaderFit> fits(String firstLine) {
        char separator = this == MAPPED ? ShippedMappings.separatorOf(firstLine) : HeaderLine.separator(firstLine);
        return fits.apply(HeaderLine.names(firstLine, separator));
    }

    /** The number of columns that it reads; 0 if it cannot read a log with this header. */
    private long found(String firstLine) {
        return fits(firstLine).stream()
                .filter(HeaderFit::isComplete)
                .mapToLong(HeaderFit::found)
                .max()
                .orElse(0);
    }

    /**
     * The separator of a log of this format that starts with {@code firstLine}; {@link #NO_SEPARATOR}, or
     * {@link #NO_LINES}.
     *
     * @param mapping the mapping of columns, or null for an included one
     */
    public char separatorOf(String firstLine, @Nullable ColumnMapping mapping) {
        return switch (this) {
            case NDJSON -> JsonDocument.isStart(firstLine) ? NO_LINES : NO_SEPARATOR;
            case CELLINFO, QUECTEL -> NO_SEPARATOR;
            case MAPPED -> MappedReader.separatorOf(firstLine, mapping);
            default -> HeaderLine.separator(firstLine);
        };
    }

    /**
     * True if the rows of a log say everything. Those of {@link #WMNLAB} and {@link #CELLINFO} lack what the file's
     * name says.
     */
    public boolean isSelfContained() {
        return this != WMNLAB && this != CELLINFO;
    }

    public RowReader reader(ReadingContext context) {
        return reader.apply(context);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
