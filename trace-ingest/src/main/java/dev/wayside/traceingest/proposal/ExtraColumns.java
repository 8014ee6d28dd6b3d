package dev.wayside.traceingest.proposal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The proposal of the columns that a log need not have: position, speed and performance. */
final class ExtraColumns {

    private static final Map<String, String> SPEEDS =
            Map.of("mps", "m/s", "ms", "m/s", "kmh", "km/h", "kph", "km/h", "kmph", "km/h", "mph", "mph", "kn", "kn");
    private static final Map<String, String> RATES = Map.of(
            "bps", "bit/s", "bits", "bit/s", "kbps", "kbit/s", "kbits", "kbit/s", "mbps", "Mbit/s", "mbits", "Mbit/s",
            "gbps", "Gbit/s");
    private static final Map<String, String> DURATIONS = Map.of("ms", "ms", "s", "s", "us", "us");
    private static final Map<String, String> SHARES = Map.of("percent", "%", "pct", "%", "%", "%");
    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;

    private final LogSample sample;
    private final MappingDraft draft;

    ExtraColumns(LogSample sample, MappingDraft draft) {
        this.sample = sample;
        this.draft = draft;
    }

    void add() {
        position("lat", List.of("lat", "latitude", "breite", "gpslat"), ".*coordinates\\[1]", MAX_LATITUDE);
        position(
                "lon",
                List.of("lon", "lng", "long", "longitude", "gpslon", "gpslng"),
                ".*coordinates\\[0]",
                MAX_LONGITUDE);
        measured("speed_mps", List.of("speed", "velocity", "gpsspeed"), SPEEDS, "m/s");
        measured(
                "downlink_bps",
                List.of("dl", "downlink", "download", "dlbitrate", "dlthroughput", "rxrate"),
                RATES,
                "kbit/s");
        measured(
                "uplink_bps",
                List.of("ul", "uplink", "upload", "ulbitrate", "ulthroughput", "txrate"),
                RATES,
                "kbit/s");
        measured("rtt_ms", List.of("rtt", "ping", "latency", "pingavg"), DURATIONS, "ms");
        measured("loss", List.of("loss", "packetloss", "pingloss"), SHARES, "%");
    }

    /** A position of 0 is a logger's mark for "no position". */
    private void position(String target, List<String> names, String path, int maxDegrees) {
        Predicate<SampledColumn> inRange =
                column -> isFree(column) && column.shareOfNumbers(value -> Math.abs(value) <= maxDegrees) > 0.5;
        Optional<SampledColumn> found = sample.named(names, inRange)
                .or(() -> sample.columns().stream()
                        .filter(column -> column.name().matches(path))
                        .filter(inRange)
                        .findFirst());
        found.ifPresent(column -> {
            List<String> zeros = column.distinct().stream()
                    .filter(value -> SampledColumn.number(value) == 0)
                    .toList();
            draft.column(
                    target,
                    "{from: " + MappingDraft.quoted(column.name())
                            + (zeros.isEmpty() ? "" : ", missing: " + MappingDraft.list(zeros)) + "}",
                    column);
        });
    }

    /** A number counts only in its unit, so a column whose name does not tell it is left to the user. */
    private void measured(String target, List<String> names, Map<String, String> units, String likely) {
        Optional<SampledColumn> found = sample.named(names, column -> isFree(column) && isMeasured(column, units));
        found.ifPresent(column -> {
            String unit = units.getOrDefault(
                    column.unitOfValues(), units.get(column.words().unit()));
            String source = "{from: " + MappingDraft.quoted(column.name()) + ", unit: "
                    + MappingDraft.quoted(unit == null ? likely : unit) + "}";
            if (unit == null) {
                draft.unsureColumn(
                        target + ": the unit of " + column.name() + " is not known. Write it, and remove the #");
                draft.suggestedColumn(target, source, column);
            } else {
                draft.column(target, source, column);
            }
        });
    }

    private static boolean isMeasured(SampledColumn column, Map<String, String> units) {
        return column.share(SampledColumn::isNumber) == 1 || units.containsKey(column.unitOfValues());
    }

    private boolean isFree(SampledColumn column) {
        return !draft.used().contains(column);
    }
}
