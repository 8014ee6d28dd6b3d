package dev.wayside.api.http.browse;

import java.util.Comparator;

import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.TraceId;

/** Position of a handover in the listing of its cell: by time, and one trace has one at a time. */
record HandoverPosition(long epochMillis, TraceId trace) implements Comparable<HandoverPosition> {

    private static final Comparator<HandoverPosition> ORDER =
            Comparator.comparingLong(HandoverPosition::epochMillis).thenComparing(HandoverPosition::trace);

    static HandoverPosition of(Handover handover) {
        return new HandoverPosition(handover.epochMillis(), handover.trace());
    }

    static HandoverPosition parse(String text) {
        int timeLength = text.indexOf('/');
        return new HandoverPosition(
                Long.parseLong(text.substring(0, timeLength)), TraceId.parse(text.substring(timeLength + 1)));
    }

    @Override
    public int compareTo(HandoverPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epochMillis + "/" + trace;
    }
}
