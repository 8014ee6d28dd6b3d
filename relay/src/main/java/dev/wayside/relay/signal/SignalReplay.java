package dev.wayside.relay.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.wayside.relay.context.CarrierSignal;

/** A replay of the signal in logs, at its own pace. Time is an argument. Not safe for use by several threads. */
public final class SignalReplay {

    private final List<CanonicalLog.Row> rows;
    private final long beginMillis;
    private final long beginNanos;
    private int next;

    /** A receiver of the replayed signal. */
    @FunctionalInterface
    public interface Sink {

        /** Called with a carrier's signal and its time on the relay's clock. */
        void played(String carrier, CarrierSignal signal, long atNanos);
    }

    /**
     * A replay of several logs on one time line, which begins at the earliest row of all.
     *
     * @param fromSeconds the place on the line that is played at {@code beginNanos}; earlier rows are played earlier
     */
    public SignalReplay(List<CanonicalLog> logs, double fromSeconds, long beginNanos) {
        List<CanonicalLog.Row> all = new ArrayList<>();
        logs.forEach(log -> all.addAll(log.rows()));
        all.sort(Comparator.comparingLong(CanonicalLog.Row::epochMillis));
        this.rows = List.copyOf(all);
        this.beginMillis = (rows.isEmpty() ? 0 : rows.get(0).epochMillis()) + Math.round(fromSeconds * 1_000);
        this.beginNanos = beginNanos;
    }

    /** Replays all rows that are due. */
    public void step(long nowNanos, Sink sink) {
        while (next < rows.size() && nanos(rows.get(next)) <= nowNanos) {
            CanonicalLog.Row row = rows.get(next++);
            sink.played(row.carrier(), row.signal(), nanos(row));
        }
    }

    /** True if all rows were replayed. */
    public boolean isOver() {
        return next == rows.size();
    }

    private long nanos(CanonicalLog.Row row) {
        return beginNanos + (row.epochMillis() - beginMillis) * 1_000_000;
    }
}
