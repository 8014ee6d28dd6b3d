package dev.wayside.traceingest.format;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.wayside.traceingest.row.HeaderFit;
import dev.wayside.traceingest.row.HeaderLine;
import org.jspecify.annotations.Nullable;

/** The columns that are read from G-NetTrack Pro; the app's settings decide which of them a log has. */
public enum GNetTrackColumn {
    TIMESTAMP("Timestamp"),
    LONGITUDE("Longitude"),
    LATITUDE("Latitude"),
    /** km/h. */
    SPEED("Speed"),
    /** A name; a number if the app does not know the name yet. */
    OPERATOR_NAME("Operatorname"),
    /** Country and network code in one number. */
    OPERATOR("Operator"),
    /** The whole cell identity. */
    RAW_CELL_ID("RAWCELLID"),
    /** eNB id. */
    NODE("Node"),
    /** The cell's number within its eNB. */
    CELL_ID("CellID"),
    /** Position of the serving cell's site, from the app's list of cells. */
    SITE_LATITUDE("ServingCell_Lat"),
    SITE_LONGITUDE("ServingCell_Lon"),
    /** {@code 4G}, {@code 3G}...; has priority over the mode. */
    NETWORK_TECH("NetworkTech"),
    /** {@code LTE}, {@code 5G}, {@code HSPA+}... */
    NETWORK_MODE("NetworkMode"),
    RSRP("RSRP"),
    /** RSRP on 4G and 5G, another level on 2G and 3G. */
    LEVEL("Level"),
    RSRQ("RSRQ"),
    /** RSRQ on 4G and 5G, another quality on 2G and 3G. */
    QUALITY("Qual"),
    /** dB. */
    SNR("SNR"),
    /** EARFCN on 4G and 5G. */
    CHANNEL("ARFCN"),
    /** PCI on 4G and 5G. */
    PHYSICAL_ID("PSC"),
    PCI("PCI"),
    /** {@code L7} on 4G and 5G. */
    BAND("BAND"),
    TIMING_ADVANCE("TA"),
    /** kbit/s. */
    DOWNLINK("DL_bitrate"),
    /** kbit/s. */
    UPLINK("UL_bitrate"),
    /** kbit/s, of a test just ended. */
    TEST_DOWNLINK("TESTDOWNLINK"),
    /** kbit/s, of a test just ended. */
    TEST_UPLINK("TESTUPLINK"),
    /** ms. */
    PING_AVERAGE("PINGAVG"),
    /** Percent. */
    PING_LOSS("PINGLOSS");

    private static final String EVENT_TYPE = "EventType";

    /** Columns of the log that its companion files never repeat. */
    private static final List<String> OF_THE_LOG_ONLY = List.of(
            "Speed",
            "Operator",
            "CGI",
            "Cellname",
            "RAWCELLID",
            "NetworkMode",
            "ARFCN",
            "PSC",
            "BAND",
            "TA",
            "DL_bitrate",
            "UL_bitrate",
            "Altitude",
            "Height",
            "Accuracy",
            "Distance",
            "Location");

    private final String title;

    GNetTrackColumn(String title) {
        this.title = title;
    }

    /** The columns of a header; null for one that is not read. */
    static @Nullable GNetTrackColumn[] of(List<String> header) {
        return header.stream()
                .map(name -> Stream.of(values())
                        .filter(column -> column.title.equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(null))
                .toArray(GNetTrackColumn[]::new);
    }

    static HeaderFit fit(List<String> header) {
        List<String> known = Stream.of(values()).map(column -> column.title).toList();
        String level = HeaderFit.inHeader(header).test(LEVEL.title) ? LEVEL.title : RSRP.title;
        return HeaderFit.of("gnettrack", header, known, List.of(TIMESTAMP.title, OPERATOR_NAME.title, level));
    }

    /** True if this is the header of a file that the app writes next to the log: its events and its data tests. */
    public static boolean isBesideTheLog(String line) {
        return isHeaderOfTests(line) || isCompanion(HeaderLine.names(line), EVENT_TYPE);
    }

    static boolean isHeaderOfTests(String line) {
        return isCompanion(HeaderLine.names(line), TEST_DOWNLINK.title);
    }

    /** The log too may have the columns of its companion files, and they some of the log. */
    private static boolean isCompanion(List<String> header, String column) {
        Predicate<String> named = HeaderFit.inHeader(header);
        return named.test(TIMESTAMP.title)
                && named.test(column)
                && OF_THE_LOG_ONLY.stream().noneMatch(named);
    }
}
