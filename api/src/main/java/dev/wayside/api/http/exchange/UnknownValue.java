package dev.wayside.api.http.exchange;

import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

/** Unknown values are null in a response, and so left out of its JSON. */
public final class UnknownValue {

    private UnknownValue() {}

    public static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    public static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
