package dev.wayside.api.http;

import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

/** What is not known is null in a response, and so left out of its JSON. */
final class Absent {

    private Absent() {}

    static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
