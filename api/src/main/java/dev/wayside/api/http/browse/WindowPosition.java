package dev.wayside.api.http.browse;

import java.time.LocalDate;
import java.util.Comparator;

import dev.wayside.kvstore.WindowId;

/** Position of a window in the listing of its cell: the order in which a store streams it. */
record WindowPosition(LocalDate day, WindowId window) implements Comparable<WindowPosition> {

    private static final Comparator<WindowPosition> ORDER =
            Comparator.comparing(WindowPosition::day).thenComparing(WindowPosition::window);

    static WindowPosition parse(String text) {
        int dayLength = text.indexOf('/');
        return new WindowPosition(
                LocalDate.parse(text.substring(0, dayLength)), WindowId.parse(text.substring(dayLength + 1)));
    }

    @Override
    public int compareTo(WindowPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return day + "/" + window;
    }
}
