package dev.wayside.traceingest.format;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.mapping.MappedReader;
import dev.wayside.traceingest.mapping.ShippedMappings;
import dev.wayside.traceingest.row.HeaderLine;
import dev.wayside.traceingest.row.RowReader;
import dev.wayside.traceingest.row.TextForm;
import org.jspecify.annotations.Nullable;

/** The log formats that can be ingested, each with its detection and its reader. */
@SuppressWarnings("ImmutableEnumChecker") // Method references and lambdas without state.
public enum LogFormat {
    /** Wayside's own columns, separated by comma, semicolon or tab. */
    CSV(CanonicalColumn::isHeader, context -> new DelimitedReader(header -> new CanonicalRowParser(header, context))),
    /** Wayside's own names, one JSON object a line. */
    NDJSON(NdjsonReader::isFirstLine, NdjsonReader::new),
    /** G-NetTrack Pro, its tab-separated text or its CSV; columns are found by name. */
    GNETTRACK(
            GNetTrackColumn::isHeader,
            context -> new DelimitedReader(header -> new GNetTrackRowParser(header, context))),
    /**
     * The coverage log of Breitbandmessung, the German regulator's app; a log of round-trip times may be next to it.
     */
    BREITBANDMESSUNG(
            BreitbandColumn::isHeader,
            context -> new DelimitedReader(header -> new BreitbandRowParser(header, context))),
    /** WMN-Lab's per-second metrics of a metro ride; the place on the line represents the cell. */
    WMNLAB(WmnLabColumn::isHeader, context -> new DelimitedReader(header -> new WmnLabRowParser(header, context))),
    /** Android's log, lines of the tag {@code cellinfo}: pings, cells and signal of a phone. */
    CELLINFO(CellinfoReader::isFirstLine, CellinfoReader::new),
    /** Any delimited log or JSON whose columns a mapping explains. */
    MAPPED(ShippedMappings::isFirstLine, context -> new MappedReader(context.mapped()));

    /** The result of {@link #separatorOf} for a format without a separator. */
    public static final char NO_SEPARATOR = TextForm.NO_SEPARATOR;
    /** The result of {@link #separatorOf} for a document, whose line breaks have no meaning. */
    public static final char NO_LINES = TextForm.NO_LINES;

    private final Predicate<String> recognises;
    private final Function<ReadingContext, RowReader> reader;

    LogFormat(Predicate<String> recognises, Function<ReadingContext, RowReader> reader) {
        this.recognises = recognises;
        this.reader = reader;
    }

    /** The format with this first line. */
    static Optional<LogFormat> recognise(String firstLine) {
        return Stream.of(values())
                .filter(format -> format.recognises.test(firstLine))
                .findFirst();
    }

    /**
     * The separator of a log of this format that starts with {@code firstLine}; {@link #NO_SEPARATOR}, or
     * {@link #NO_LINES}.
     *
     * @param mapping the mapping of columns, or null for an included one
     */
    public char separatorOf(String firstLine, @Nullable ColumnMapping mapping) {
        return switch (this) {
            case NDJSON, CELLINFO -> NO_SEPARATOR;
            case MAPPED -> MappedReader.separatorOf(firstLine, mapping);
            default -> HeaderLine.separator(firstLine);
        };
    }

    public RowReader reader(ReadingContext context) {
        return reader.apply(context);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
