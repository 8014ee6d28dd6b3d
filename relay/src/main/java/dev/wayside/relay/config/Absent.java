package dev.wayside.relay.config;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A list or a value that a file leaves out arrives as null; an Optional arrives empty. */
final class Absent {

    private Absent() {}

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }
}
