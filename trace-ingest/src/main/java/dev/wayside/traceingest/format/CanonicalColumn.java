package dev.wayside.traceingest.format;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.HeaderFit;
import dev.wayside.traceingest.row.UnitSuffix;

/** The columns of Wayside's own CSV and the keys of its NDJSON. */
@SuppressWarnings("ImmutableEnumChecker") // Units are List.of, which is immutable.
enum CanonicalColumn {
    TIME,
    CARRIER,
    CELL,
    RSRP_DBM,
    DOWNLINK_BPS,
    UPLINK_BPS,
    RTT_MS,
    LOSS,
    NEIGHBOUR_RSRP_DBM,
    LAT,
    LON,
    SPEED_MPS,
    EVENT,
    TRACE;

    private static final List<CanonicalColumn> REQUIRED = List.of(TIME, CELL, RSRP_DBM);

    private final List<String> units = UnitSuffix.ofColumn(columnName());

    /** The spellings of its unit; empty if it has none. */
    List<String> units() {
        return units;
    }

    /** The name in logs. */
    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CanonicalColumn> find(String columnName) {
        return Stream.of(values())
                .filter(column -> column.columnName().equalsIgnoreCase(columnName))
                .findFirst();
    }

    static HeaderFit fit(List<String> header) {
        return HeaderFit.of("csv", header, names(List.of(values())), names(REQUIRED));
    }

    /** The required columns that a header lacks; {@code carrier} may come from an option. */
    static List<String> missingFrom(List<String> header) {
        return fit(header).missing();
    }

    private static List<String> names(List<CanonicalColumn> columns) {
        return columns.stream().map(CanonicalColumn::columnName).toList();
    }
}
