package dev.wayside.traceingest.row;

import java.util.EnumSet;
import java.util.Set;

import dev.wayside.kvstore.Quantity;

/**
 * A field of the serving cell's radio conditions, next to its RSRP. They are extras: one that cannot be read or is out
 * of range is not measured, and the row is kept.
 */
public final class RadioField {

    private static final Set<Quantity> RADIO = EnumSet.of(
            Quantity.RSRQ_DB,
            Quantity.SINR_DB,
            Quantity.CHANNEL,
            Quantity.BAND,
            Quantity.PCI,
            Quantity.SS_RSRP_DBM,
            Quantity.TIMING_ADVANCE,
            Quantity.SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM);

    private RadioField() {}

    /** True for a quantity of the radio conditions. */
    public static boolean isOf(Quantity quantity) {
        return RADIO.contains(quantity);
    }

    /** The value of a field; NaN if it is none. */
    public static double value(Quantity quantity, FieldText text) {
        if (quantity == Quantity.BAND) {
            return band(text);
        }
        try {
            return text.toDouble();
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The first number in the name of a band: {@code 3}, {@code B3}, {@code n78}, {@code L7}, {@code Band 3(FDD)}. */
    private static double band(FieldText text) {
        int start = 0;
        while (start < text.length() && !isDigit(text, start)) {
            start++;
        }
        int end = start;
        while (end < text.length() && isDigit(text, end)) {
            end++;
        }
        long band = text.digits(start, end);
        return band < 0 ? Double.NaN : band;
    }

    private static boolean isDigit(FieldText text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
