package dev.wayside.traceingest.format;

import java.util.List;
import java.util.stream.Stream;

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
    /** {@code LTE}, {@code 5G}, {@code HSPA+}... */
    NETWORK_MODE("NetworkMode"),
    /** {@code 4G}, {@code 3G}... */
    NETWORK_TECH("NetworkTech"),
    RSRP("RSRP"),
    /** RSRP on 4G and 5G, another level on 2G and 3G. */
    LEVEL("Level"),
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

    private final String title;

    GNetTrackColumn(String title) {
        this.title = title;
    }

    /** The columns of a header; null for one that is not read. */
    static @Nullable GNetTrackColumn[] of(List<String> header) {
        return header.stream()
                .map(name -> Stream.of(values())
                        .filter(column -> column.title.equals(name))
                        .findFirst()
                        .orElse(null))
                .toArray(GNetTrackColumn[]::new);
    }

    /** True for the log itself only: the files next to it repeat the log's columns. */
    static boolean isHeader(String line) {
        List<String> names = HeaderLine.names(line);
        return names.containsAll(List.of(TIMESTAMP.title, OPERATOR_NAME.title))
                && (names.contains(RSRP.title) || names.contains(LEVEL.title))
                && !isBesideTheLog(line);
    }

    /** True if this is the first line of a file that the app writes next to the log: its events and its data tests. */
    public static boolean isBesideTheLog(String line) {
        List<String> names = HeaderLine.names(line);
        return isHeaderOfTests(line) || (names.contains(TIMESTAMP.title) && names.contains(EVENT_TYPE));
    }

    static boolean isHeaderOfTests(String line) {
        return HeaderLine.names(line).containsAll(List.of(TIMESTAMP.title, TEST_DOWNLINK.title));
    }
}
