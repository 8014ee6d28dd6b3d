package dev.wayside.traceingest.format;

import java.util.Map;
import java.util.TreeMap;

/** The units of a mapped column, with their factors to Wayside's units. */
final class MappedUnits {

    private static final Map<String, Double> BIT_RATES = Map.of(
            "bit/s", 1.0, "kbit/s", 1e3, "Mbit/s", 1e6, "Gbit/s", 1e9, "byte/s", 8.0, "kbyte/s", 8e3, "Mbyte/s", 8e6);
    private static final Map<String, Double> TIMES = Map.of("ms", 1.0, "s", 1e3, "us", 1e-3);
    private static final Map<String, Double> RATIOS = Map.of("ratio", 1.0, "%", 0.01);
    private static final Map<String, Double> SPEEDS =
            Map.of("m/s", 1.0, "km/h", 1 / 3.6, "mph", 0.44704, "kn", 1852 / 3600.0);
    private static final Map<String, Double> LEVELS = Map.of("dBm", 1.0);
    private static final Map<String, Double> ANGLES = Map.of("degrees", 1.0);

    private MappedUnits() {}

    /** Factors by unit, in order of their names; empty for a column of texts. */
    static Map<String, Double> of(CanonicalColumn column) {
        return new TreeMap<>(
                switch (column) {
                    case DOWNLINK_BPS, UPLINK_BPS -> BIT_RATES;
                    case RTT_MS -> TIMES;
                    case LOSS -> RATIOS;
                    case SPEED_MPS -> SPEEDS;
                    case RSRP_DBM, NEIGHBOUR_RSRP_DBM -> LEVELS;
                    case LAT, LON -> ANGLES;
                    case TIME, CARRIER, CELL, EVENT, TRACE -> Map.of();
                });
    }
}
