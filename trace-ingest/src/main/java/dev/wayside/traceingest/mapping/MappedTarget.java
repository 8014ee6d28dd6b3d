package dev.wayside.traceingest.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.RadioField;
import dev.wayside.traceingest.row.RowDraft;
import org.jspecify.annotations.Nullable;

/** Wayside's columns that a mapping can fill, with their units and the factors to Wayside's unit. */
@SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable.
enum MappedTarget {
    CARRIER(null, Map.of()),
    CELL(null, Map.of()),
    RSRP_DBM(null, Units.LEVELS),
    DOWNLINK_BPS(Quantity.DOWNLINK_BPS, Units.BIT_RATES),
    UPLINK_BPS(Quantity.UPLINK_BPS, Units.BIT_RATES),
    RTT_MS(Quantity.RTT_MILLIS, Units.TIMES),
    LOSS(Quantity.LOSS, Units.RATIOS),
    NEIGHBOUR_RSRP_DBM(Quantity.NEIGHBOUR_RSRP_DBM, Units.LEVELS),
    LAT(Quantity.LATITUDE_DEGREES, Units.ANGLES),
    LON(Quantity.LONGITUDE_DEGREES, Units.ANGLES),
    SPEED_MPS(Quantity.SPEED_MPS, Units.SPEEDS),
    RSRQ_DB(Quantity.RSRQ_DB, Units.GAINS),
    SINR_DB(Quantity.SINR_DB, Units.GAINS),
    CHANNEL(Quantity.CHANNEL, Units.NUMBERS),
    BAND(Quantity.BAND, Units.NUMBERS),
    PCI(Quantity.PCI, Units.NUMBERS),
    SS_RSRP_DBM(Quantity.SS_RSRP_DBM, Units.LEVELS),
    TIMING_ADVANCE(Quantity.TIMING_ADVANCE, Units.NUMBERS),
    SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM(Quantity.SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM, Units.LEVELS),
    TRACE(null, Map.of());

    private static final List<MappedTarget> REQUIRED = List.of(CELL, RSRP_DBM);

    private final @Nullable Quantity quantity;
    private final Map<String, Double> units;
    private final boolean extra;

    MappedTarget(@Nullable Quantity quantity, Map<String, Double> units) {
        this.quantity = quantity;
        this.units = units;
        this.extra = quantity != null && RadioField.isOf(quantity);
    }

    static Optional<MappedTarget> find(String columnName) {
        return Stream.of(values())
                .filter(target -> target.columnName().equalsIgnoreCase(columnName))
                .findFirst();
    }

    static List<MappedTarget> required() {
        return REQUIRED;
    }

    static String names(List<MappedTarget> targets) {
        return targets.stream().map(MappedTarget::columnName).collect(Collectors.joining(", "));
    }

    /** The name in mappings, as in Wayside's own CSV. */
    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isText() {
        return units.isEmpty();
    }

    /** Factors by unit, in order of their names; empty for texts. */
    Map<String, Double> units() {
        return new TreeMap<>(units);
    }

    /** Sets a number, in Wayside's unit. */
    void set(double value, RowDraft draft) {
        if (quantity == null) {
            draft.rsrp(value);
        } else if (extra) {
            draft.valueIfPlausible(quantity, value);
        } else {
            draft.value(quantity, value);
        }
    }

    /** True for an extra: a row is not rejected for it. */
    boolean isExtra() {
        return extra;
    }

    /** Sets a text. */
    void set(String text, RowDraft draft) {
        switch (this) {
            case CARRIER -> draft.carrier(text);
            case CELL -> draft.cell(text);
            default -> draft.trace(text);
        }
    }

    /** The units by kind of quantity. */
    private static final class Units {

        private static final Map<String, Double> BIT_RATES = Map.of(
                "bit/s", 1.0, "kbit/s", 1e3, "Mbit/s", 1e6, "Gbit/s", 1e9, "byte/s", 8.0, "kbyte/s", 8e3, "Mbyte/s",
                8e6);
        private static final Map<String, Double> TIMES = Map.of("ms", 1.0, "s", 1e3, "us", 1e-3);
        private static final Map<String, Double> RATIOS = Map.of("ratio", 1.0, "%", 0.01);
        private static final Map<String, Double> SPEEDS =
                Map.of("m/s", 1.0, "km/h", 1 / 3.6, "mph", 0.44704, "kn", 1852 / 3600.0);
        private static final Map<String, Double> LEVELS = Map.of("dBm", 1.0);
        private static final Map<String, Double> GAINS = Map.of("dB", 1.0);
        private static final Map<String, Double> NUMBERS = Map.of("number", 1.0);
        private static final Map<String, Double> ANGLES = Map.of("degrees", 1.0);
    }
}
