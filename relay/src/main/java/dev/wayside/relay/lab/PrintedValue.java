package dev.wayside.relay.lab;

import java.util.Locale;

/**
 * A measurement as reports print it: rates in Mbit/s, and three significant digits. Files and programs keep bit/s.
 *
 * @param name its name in files, such as {@code goodput_bps}
 */
record PrintedValue(String name, double value) {

    /** Chosen: runs differ by some percent, so further digits mean nothing. */
    private static final int DIGITS = 3;

    private static final String BPS = "_bps";

    /** The name with the printed unit, such as {@code goodput_mbps}. */
    String label() {
        return name.replace(BPS, "_mbps");
    }

    String text() {
        return text(name.contains(BPS) ? value / 1e6 : value);
    }

    /** A number with three significant digits, and all digits before the point. */
    static String text(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        int decimals = Math.max(0, DIGITS - 1 - (int) Math.floor(Math.log10(Math.abs(value))));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
