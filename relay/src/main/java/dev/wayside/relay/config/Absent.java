package dev.wayside.relay.config;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** The replacement of what a file leaves out. Jackson passes null for a list or a value, and an empty Optional. */
final class Absent {

    private Absent() {}

    static <T> List<T> orEmpty(@Nullable List<T> list, String name) {
        return list == null ? List.of() : filled(list, name);
    }

    /** A copy of a list without empty entries, such as {@code [~]}. */
    static <T> List<T> filled(List<T> list, String name) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == null) {
                throw new IllegalArgumentException(
                        "entry " + (i + 1) + " of '" + name + "' is empty: fill it in, or remove it");
            }
        }
        return List.copyOf(list);
    }

    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing: set it");
        }
        return value;
    }
}
