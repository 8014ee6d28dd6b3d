package dev.wayside.traceingest.format;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.RowParser;

/**
 * The formats of files next to a log: performance of the same device at the same times, without cell or signal. They
 * are read with the log, never alone.
 */
@SuppressWarnings("ImmutableEnumChecker") // Method references without state.
public enum CompanionFormat {
    /** Round-trip times of several targets, next to the coverage logs of the same phone: all that share a folder. */
    RTT_LOG(LogFormat.BREITBANDMESSUNG, RttLogRowParser::isHeader, RttLogRowParser::liesBeside, RttLogRowParser::new),
    /** G-NetTrack Pro's data tests, one file per log. */
    GNETTRACK_TESTS(
            LogFormat.GNETTRACK,
            GNetTrackTestRowParser::isHeader,
            GNetTrackTestRowParser::liesBeside,
            GNetTrackTestRowParser::new);

    private final LogFormat logFormat;
    private final Predicate<String> recognises;
    private final BiPredicate<String, String> liesBeside;
    private final BiFunction<List<String>, ReadingContext, RowParser> parser;

    CompanionFormat(
            LogFormat logFormat,
            Predicate<String> recognises,
            BiPredicate<String, String> liesBeside,
            BiFunction<List<String>, ReadingContext, RowParser> parser) {
        this.logFormat = logFormat;
        this.recognises = recognises;
        this.liesBeside = liesBeside;
        this.parser = parser;
    }

    /** The format with this first line; empty if it is the first line of a log, which may have the same columns. */
    public static Optional<CompanionFormat> recognise(String firstLine) {
        if (LogFormat.recognise(firstLine).isPresent()) {
            return Optional.empty();
        }
        return Stream.of(values())
                .filter(format -> format.recognises.test(firstLine))
                .findFirst();
    }

    /** The format of the logs next to it. */
    public LogFormat logFormat() {
        return logFormat;
    }

    public boolean isHeader(String firstLine) {
        return recognises.test(firstLine);
    }

    /** True if one file of a folder belongs to another that is a log, by their names. */
    public boolean liesBeside(String logFile, String otherFile) {
        return liesBeside.test(logFile, otherFile);
    }

    public RowParser parser(List<String> header, ReadingContext context) {
        return parser.apply(header, context);
    }
}
