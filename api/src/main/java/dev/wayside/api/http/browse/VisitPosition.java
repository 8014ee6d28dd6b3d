package dev.wayside.api.http.browse;

import java.util.Comparator;

import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.WindowId;

/** Position of a stretch of a visit among those of its cell and day: named by the window it would begin with. */
record VisitPosition(WindowId firstWindow) implements Comparable<VisitPosition> {

    private static final Comparator<VisitPosition> ORDER = Comparator.comparing(VisitPosition::firstWindow);

    static VisitPosition of(VisitSignal stretch) {
        return new VisitPosition(stretch.key().window(0));
    }

    static VisitPosition parse(String text) {
        return new VisitPosition(WindowId.parse(text));
    }

    @Override
    public int compareTo(VisitPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return firstWindow.toString();
    }
}
