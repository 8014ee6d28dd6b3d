package dev.wayside.relay.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.wayside.relay.context.CarrierSignal;

/** Plays the signal of logs again, as fast as it was. Time is an argument. Not safe for use by several threads. */
public final class SignalReplay {

    private final List<CanonicalLog.Row> rows;
    private final long beginMillis;
    private final long beginNanos;
    private int next;

    /** Takes what is played. */
    @FunctionalInterface
    public interface Sink {

        /** A carrier's signal was this at that moment of the relay's clock. */
        void played(String carrier, CarrierSignal signal, long atNanos);
    }

    /**
     * A replay of several logs on one time line, which begins with the earliest row of all.
     *
     * @param fromSeconds the place on that line that is played at {@code beginNanos}; what lies before it is played
     *     before
     */
    public SignalReplay(List<CanonicalLog> logs, double fromSeconds, long beginNanos) {
        List<CanonicalLog.Row> all = new ArrayList<>();
        logs.forEach(log -> all.addAll(log.rows()));
        all.sort(Comparator.comparingLong(CanonicalLog.Row::epochMillis));
        this.rows = List.copyOf(all);
        this.beginMillis = (rows.isEmpty() ? 0 : rows.get(0).epochMillis()) + Math.round(fromSeconds * 1_000);
        this.beginNanos = beginNanos;
    }

    /** Plays all rows that are due. */
    public void step(long nowNanos, Sink sink) {
        while (next < rows.size() && nanos(rows.get(next)) <= nowNanos) {
            CanonicalLog.Row row = rows.get(next++);
            sink.played(row.carrier(), row.signal(), nanos(row));
        }
    }

    /** Whether all was played. */
    public boolean isOver() {
        return next == rows.size();
    }

    private long nanos(CanonicalLog.Row row) {
        return beginNanos + (row.epochMillis() - beginMillis) * 1_000_000;
    }
}
