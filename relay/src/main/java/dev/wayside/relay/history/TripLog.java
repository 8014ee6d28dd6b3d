package dev.wayside.relay.history;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import dev.wayside.relay.context.CarrierMeasurement;
import dev.wayside.relay.context.CarrierSignal;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.ContextRegistry.Stamped;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of a log in Wayside's canonical CSV of what an edge learns: one for each sample of signal, with what was
 * measured on its carrier since the row before. Belongs to the relay's thread; times are those of the relay's clock,
 * brought to the calendar once, so that a clock that is set meanwhile does not mix them up.
 */
public final class TripLog {

    /** The columns. */
    public static final String HEADER = "time,carrier,cell,rsrp_dbm,downlink_bps,uplink_bps,rtt_ms,loss";

    private static final long FRESH_NANOS = 1_000_000_000;

    private final Rows rows;
    private final long epochMillis;
    private final long epochNanos;
    private final Map<String, Stamped<CarrierMeasurement>> measured = new HashMap<>();
    private final Map<String, String> cells = new HashMap<>();

    /** Takes rows. */
    public interface Rows {

        /** A row, without its line's end. */
        void row(String line);

        /** The row that follows is the first of a carrier's visit to a cell, or of a time without coverage. */
        void visitBegins(String carrier, long epochMillis);
    }

    private TripLog(Rows rows, long epochMillis, long epochNanos) {
        this.rows = rows;
        this.epochMillis = epochMillis;
        this.epochNanos = epochNanos;
    }

    /**
     * Makes rows from now on; the result ends that.
     *
     * @param nowEpochMillis what the calendar says at {@code nowNanos} of the relay's clock
     */
    public static Runnable listen(ContextRegistry contexts, Rows rows, long nowEpochMillis, long nowNanos) {
        TripLog log = new TripLog(rows, nowEpochMillis, nowNanos);
        Runnable measurements = contexts.subscribe(CarrierMeasurement.TYPE, log.measured::put);
        Runnable signals =
                contexts.subscribe(CarrierSignal.TYPE, (carrier, at) -> log.heard(carrier, at.value(), at.atNanos()));
        return () -> {
            measurements.run();
            signals.run();
        };
    }

    private void heard(String carrier, CarrierSignal signal, long atNanos) {
        long time = epochMillis + Math.round((atNanos - epochNanos) / 1e6);
        String cell = signal.cell().orElse("");
        if (!cell.equals(cells.put(carrier, cell))) {
            rows.visitBegins(carrier, time);
        }
        rows.row(String.join(
                ",",
                Long.toString(time),
                carrier,
                cell,
                text(signal.rsrpDbm(), "%.4f"),
                performance(signal, measured.remove(carrier), atNanos)));
    }

    private static String performance(
            CarrierSignal signal, @Nullable Stamped<CarrierMeasurement> newest, long atNanos) {
        if (signal.cell().isEmpty()) {
            return "0,0,,1";
        }
        if (newest == null || Math.abs(atNanos - newest.atNanos()) > FRESH_NANOS) {
            return ",,,";
        }
        CarrierMeasurement value = newest.value();
        return String.join(
                ",",
                text(value.downlinkBps(), "%.0f"),
                text(value.uplinkBps(), "%.0f"),
                text(value.rttMillis(), "%.1f"),
                text(value.loss(), "%.5f"));
    }

    private static String text(OptionalDouble value, String format) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
    }
}
