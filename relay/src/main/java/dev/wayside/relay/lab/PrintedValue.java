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

    /** Chosen: a share of a tenth of a per mille is as good as none. */
    private static final int MAX_DECIMALS = 4;

    private static final String BPS = "_bps";

    /** The name with the printed unit, such as {@code goodput_mbps}. */
    String label() {
        return name.replace(BPS, "_mbps");
    }

    String text() {
        return text(name.contains(BPS) ? value / 1e6 : value);
    }

    /** A number with three significant digits, all digits before the point, and at most four decimals. */
    static String text(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        int wanted = DIGITS - 1 - (int) Math.floor(Math.log10(Math.abs(value)));
        int decimals = Math.max(0, Math.min(MAX_DECIMALS, wanted));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
