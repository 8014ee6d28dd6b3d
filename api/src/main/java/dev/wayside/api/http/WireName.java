package dev.wayside.api.http;

import java.util.Locale;

/** What a constant is called on the wire: {@code UNKNOWN_CELL} is {@code unknown-cell}. */
final class WireName {

    private WireName() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
