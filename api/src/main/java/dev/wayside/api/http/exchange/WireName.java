package dev.wayside.api.http.exchange;

import java.util.Locale;

/** Name of a constant in JSON: {@code UNKNOWN_CELL} is {@code unknown-cell}. */
public final class WireName {

    private WireName() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
