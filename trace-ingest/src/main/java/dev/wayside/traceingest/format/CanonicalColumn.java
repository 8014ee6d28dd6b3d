package dev.wayside.traceingest.format;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.HeaderFit;
import dev.wayside.traceingest.row.RadioField;
import dev.wayside.traceingest.row.UnitSuffix;
import org.jspecify.annotations.Nullable;

/** The columns of Wayside's own CSV and the keys of its NDJSON. */
@SuppressWarnings("ImmutableEnumChecker") // Units are List.of, which is immutable.
enum CanonicalColumn {
    TIME(null),
    CARRIER(null),
    CELL(null),
    RSRP_DBM(null),
    DOWNLINK_BPS(Quantity.DOWNLINK_BPS),
    UPLINK_BPS(Quantity.UPLINK_BPS),
    RTT_MS(Quantity.RTT_MILLIS),
    LOSS(Quantity.LOSS),
    NEIGHBOUR_RSRP_DBM(Quantity.NEIGHBOUR_RSRP_DBM),
    LAT(Quantity.LATITUDE_DEGREES),
    LON(Quantity.LONGITUDE_DEGREES),
    SPEED_MPS(Quantity.SPEED_MPS),
    RSRQ_DB(Quantity.RSRQ_DB),
    SINR_DB(Quantity.SINR_DB),
    CHANNEL(Quantity.CHANNEL),
    BAND(Quantity.BAND),
    PCI(Quantity.PCI),
    SS_RSRP_DBM(Quantity.SS_RSRP_DBM),
    TIMING_ADVANCE(Quantity.TIMING_ADVANCE),
    SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM(Quantity.SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM),
    EVENT(null),
    TRACE(null);

    private static final List<CanonicalColumn> REQUIRED = List.of(TIME, CELL, RSRP_DBM);

    private final @Nullable Quantity quantity;
    private final boolean extra;
    private final List<String> units = UnitSuffix.ofColumn(columnName());

    CanonicalColumn(@Nullable Quantity quantity) {
        this.quantity = quantity;
        this.extra = quantity != null && RadioField.isOf(quantity);
    }

    /** The quantity of a column next to the signal; null for the others. */
    @Nullable
    Quantity quantity() {
        return quantity;
    }

    /** True for an extra: a row is not rejected for it. */
    boolean isExtra() {
        return extra;
    }

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
