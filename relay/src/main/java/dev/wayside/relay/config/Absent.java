package dev.wayside.relay.config;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A list or a value that a file leaves out arrives as null; an Optional arrives empty. */
final class Absent {

    private Absent() {}

    static <T> List<T> orEmpty(@Nullable List<T> list, String name) {
        return list == null ? List.of() : filled(list, name);
    }

    /** A copy, in which no entry may be empty, as in {@code [~]}. */
    static <T> List<T> filled(List<T> list, String name) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == null) {
                throw new IllegalArgumentException(
                        "entry " + (i + 1) + " of '" + name + "' is empty: fill it in, or take it away");
            }
        }
        return List.copyOf(list);
    }

    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }
}
