package dev.wayside.relay.status;

import java.util.Locale;

/** The name of a constant in pages and metrics, as in the configuration. */
final class ConstantName {

    private ConstantName() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
