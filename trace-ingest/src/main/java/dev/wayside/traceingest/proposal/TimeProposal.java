package dev.wayside.traceingest.proposal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.wayside.traceingest.mapping.TimeTrial;

/** The proposal of {@code time:}: the column that every candidate pattern is tried on. */
final class TimeProposal {

    private static final List<String> NAMES = List.of(
            "timestamp",
            "time",
            "datetime",
            "devicetime",
            "epoch",
            "utc",
            "utctime",
            "ts",
            "t",
            "when",
            "measuredat",
            "recordedat",
            "createdat",
            "localtime",
            "systemtime",
            "gpstime",
            "zeitstempel",
            "zeit",
            "date",
            "datum");
    private static final List<String> DATE_NAMES = List.of("date", "datum", "day", "fecha");
    private static final List<String> CLOCK_NAMES = List.of("time", "uhrzeit", "zeit", "hora", "timeofday", "clock");

    private static final List<String> DATES = List.of(
            "yyyy-MM-dd",
            "yyyy/MM/dd",
            "yyyy.MM.dd",
            "yyyyMMdd",
            "dd.MM.yyyy",
            "d.M.yyyy",
            "dd.MM.yy",
            "dd/MM/yyyy",
            "MM/dd/yyyy",
            "d/M/yyyy",
            "M/d/yyyy",
            "dd/MM/yy",
            "MM/dd/yy",
            "dd-MM-yyyy",
            "MM-dd-yyyy",
            "dd-MMM-yyyy",
            "dd MMM yyyy",
            "MMM d, yyyy",
            "EEE MMM dd yyyy",
            "EEE, dd MMM yyyy",
            "EEE MM/dd/yyyy",
            "EEE dd/MM/yyyy");
    private static final List<String> CLOCKS = List.of(
            "HH:mm:ss",
            "HH:mm:ss.SSS",
            "HH:mm:ss[.SSS]",
            "HH:mm:ss.SSSSSS",
            "HH:mm:ss.S",
            "HH:mm:ss.SS",
            "HH:mm:ss,SSS",
            "HH:mm:ss:SSS",
            "H:mm:ss",
            "HH:mm",
            "HHmmss",
            "HHmmss.SSS",
            "HHmmssSSS",
            "HH.mm.ss",
            "HH-mm-ss",
            "hh:mm:ss a",
            "h:mm:ss a",
            "hh:mm a",
            "h:mm a");
    private static final List<String> JOINTS = List.of(" ", "'T'", "_", "-", ", ", "");
    private static final List<String> OFFSETS = List.of("", "XXX", "XX", "X", " XX", "' UTC'", "'Z'");

    /** Chosen: a damaged row or two are no reason against a pattern. */
    private static final double MIN_SHARE = 0.95;
    /** Chosen: days above 12 occur in a log's first rows, or never. */
    private static final int MAX_TRIED = 300;

    private static final Pattern OFFSET = Pattern.compile("([+-]\\d{2}:?\\d{2}|Z| UTC)$");
    private static final Pattern OPTIONAL = Pattern.compile("\\[[^]]*]");

    private final LogSample sample;

    TimeProposal(LogSample sample) {
        this.sample = sample;
    }

    /** The columns of times, their values, and the patterns that read them differently. */
    private record Found(List<SampledColumn> from, List<String> values, List<String> patterns) {}

    /**
     * Adds the time.
     *
     * @return the text that tells each row's time, or empty texts if there is no column of times
     */
    List<String> addTo(MappingDraft draft) {
        Optional<Found> found = find();
        if (found.isEmpty()) {
            draft.missing("time: no column holds times with a date. Name its column and its form (iso, epoch-s,"
                    + " epoch-ms, or a pattern such as dd.MM.yyyy HH:mm:ss)");
            draft.suggestion("time: {from: COLUMN, pattern: PATTERN}");
            return List.of();
        }
        Found time = found.get();
        draft.use(time.from().toArray(SampledColumn[]::new));
        if (time.patterns().size() > 1) {
            draft.missing("time: '" + time.values().get(0) + "' may be of several forms. Keep the line that is right,"
                    + " without its #");
            time.patterns().forEach(pattern -> draft.suggestion(line(time, pattern)));
        } else {
            addOffsetDoubt(draft, time);
            addOtherTimes(draft, time);
            draft.field(
                    line(time, time.patterns().get(0)) + "  # " + time.values().get(0));
        }
        return time.values();
    }

    private static String line(Found time, String pattern) {
        String from = time.from().size() == 1
                ? MappingDraft.quoted(time.from().get(0).name())
                : "["
                        + String.join(
                                ", ",
                                time.from().stream()
                                        .map(column -> MappingDraft.quoted(column.name()))
                                        .toList())
                        + "]";
        return "time: {from: " + from + ", pattern: " + MappingDraft.quoted(pattern) + "}";
    }

    private static void addOffsetDoubt(MappingDraft draft, Found time) {
        String pattern = time.patterns().get(0);
        boolean moments = pattern.startsWith("epoch")
                || pattern.matches(".*(X|'Z'|UTC'?)$")
                || (pattern.equals("iso")
                        && time.values().stream()
                                .filter(SampledColumn::isMeasured)
                                .allMatch(value -> value.matches("(?s).{16,}(Z|z|UTC|GMT|[+-]\\d\\d(:?\\d\\d)?)")));
        if (!moments) {
            draft.unsure(
                    "the times have no offset. They are read in the zone of the store (--zone), unless the line below"
                            + " gets zone: with one such as Europe/Berlin or UTC");
        }
    }

    private void addOtherTimes(MappingDraft draft, Found time) {
        List<String> others = sample.allNamed(NAMES, column -> !time.from().contains(column)).stream()
                .filter(column -> !patterns(column.values()).isEmpty())
                .map(SampledColumn::name)
                .toList();
        if (!others.isEmpty()) {
            draft.unsure("times are also in " + String.join(", ", others) + ". Take the time of the measurement");
        }
    }

    private Optional<Found> find() {
        return Stream.of(named(), pair(), byValue()).flatMap(Optional::stream).findFirst();
    }

    private Optional<Found> named() {
        return sample.allNamed(NAMES, column -> true).stream()
                .flatMap(column -> found(column).stream())
                .findFirst();
    }

    private Optional<Found> byValue() {
        return sample.columns().stream()
                .filter(column -> column.share(SampledColumn::isNumber) < 1
                        || column.distinct().size() > 1)
                .filter(column -> !CellProposal.isNamedLikeCell(column))
                .flatMap(column -> found(column).stream())
                .findFirst();
    }

    private static Optional<Found> found(SampledColumn column) {
        List<String> patterns = patterns(column.values());
        return patterns.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(List.of(column), column.values(), patterns));
    }

    /** A column with a date and one with a time of day; in a log without a header, one after the other. */
    private Optional<Found> pair() {
        List<SampledColumn> dates = sample.allNamed(DATE_NAMES, column -> true);
        List<SampledColumn> clocks = sample.allNamed(CLOCK_NAMES, column -> true);
        Stream<List<SampledColumn>> byName = dates.stream()
                .flatMap(date ->
                        clocks.stream().filter(clock -> !clock.equals(date)).map(clock -> List.of(date, clock)));
        Stream<List<SampledColumn>> byPlace = IntStream.range(
                        0, Math.max(0, sample.columns().size() - 1))
                .mapToObj(at -> sample.columns().subList(at, at + 2));
        return Stream.concat(byName, byPlace)
                .flatMap(pair -> joined(pair).stream())
                .findFirst();
    }

    private static Optional<Found> joined(List<SampledColumn> pair) {
        SampledColumn date = pair.get(0);
        SampledColumn clock = pair.get(1);
        if (date.share(value -> value.matches("[\\p{L}\\d ,./-]{6,}")) < 1
                || clock.share(value -> value.matches("\\d.*\\d.*")) < 1) {
            return Optional.empty();
        }
        List<String> values = IntStream.range(0, date.values().size())
                .mapToObj(row -> date.values().get(row) + " " + clock.values().get(row))
                .toList();
        List<String> patterns = patterns(values);
        return patterns.isEmpty() ? Optional.empty() : Optional.of(new Found(pair, values, patterns));
    }

    /** The patterns that read the values, one for each different reading. */
    private static List<String> patterns(List<String> allValues) {
        List<String> values = allValues.stream()
                .filter(SampledColumn::isMeasured)
                .limit(MAX_TRIED)
                .toList();
        if (values.isEmpty()) {
            return List.of();
        }
        boolean numbers = values.stream().allMatch(SampledColumn::isNumber);
        List<String> simple = numbers ? TimeTrial.epochPatterns() : List.of("iso");
        for (String pattern : simple) {
            if (!readings(pattern, values).isEmpty()) {
                return List.of(pattern);
            }
        }
        return values.get(0).length() < 8 ? List.of() : formats(values);
    }

    /** The patterns with the punctuation of the first value: the others need not be tried. */
    private static List<String> formats(List<String> values) {
        String marks = punctuation(OFFSET.matcher(values.get(0)).replaceAll(""));
        Map<List<OptionalLong>, String> byReading = new LinkedHashMap<>();
        for (String date : DATES) {
            for (String joint : JOINTS) {
                for (String clock : CLOCKS) {
                    String local = date + joint + clock;
                    if (!marks.equals(punctuation(local))
                            && !marks.equals(punctuation(OPTIONAL.matcher(local).replaceAll("")))) {
                        continue;
                    }
                    for (String offset : OFFSETS) {
                        String pattern = local + offset;
                        List<OptionalLong> readings = readings(pattern, values);
                        if (!readings.isEmpty()) {
                            byReading.putIfAbsent(readings, pattern);
                        }
                    }
                }
            }
        }
        return new ArrayList<>(byReading.values());
    }

    private static String punctuation(String text) {
        return text.replaceAll("['\\[\\]\\p{L}\\d]", "");
    }

    /** The moments of the values; empty if the pattern does not fit. */
    private static List<OptionalLong> readings(String pattern, List<String> values) {
        TimeTrial trial = new TimeTrial(pattern);
        if (trial.epochMillis(values.get(0)).isEmpty()) {
            return List.of();
        }
        List<OptionalLong> readings = values.stream().map(trial::epochMillis).toList();
        long read = readings.stream().filter(OptionalLong::isPresent).count();
        return read < MIN_SHARE * values.size() ? List.of() : readings;
    }
}
