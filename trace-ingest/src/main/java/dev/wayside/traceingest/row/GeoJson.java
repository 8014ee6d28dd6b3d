package dev.wayside.traceingest.row;

import java.util.regex.Pattern;

/** GeoJSON, which begins like a log of JSON lines and is none. */
public final class GeoJson {

    /** The message for the operator. */
    public static final String REFUSAL =
            "GeoJSON, which is read with a mapping only (--mapping, records: features); or write each feature as a line with jq -c"
                    + " '.features[] | .properties + {lon: .geometry.coordinates[0], lat: .geometry.coordinates[1]}',"
                    + " and name the keys as the format ndjson does (time, carrier, cell, rsrp_dbm)";

    /** Chosen: the type is among the first members. */
    private static final int HEAD_CHARS = 1_000;

    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"Feature(Collection)?\"");

    private GeoJson() {}

    /** True if a log with this beginning is GeoJSON. */
    public static boolean startsWith(String text) {
        String head = text.substring(0, Math.min(HEAD_CHARS, text.length())).stripLeading();
        return head.startsWith("{") && TYPE.matcher(head).find();
    }
}
