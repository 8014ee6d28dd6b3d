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
 * A log of an edge's measurements in Wayside's canonical CSV: a row for each sample of signal, with the measurements of
 * its carrier since the last row. Used by the relay's thread only. Times are those of the relay's clock, converted to
 * calendar time once, so that setting the clock does not mix up the rows.
 */
public final class TripLog {

    /** The columns. */
    public static final String HEADER = "time,carrier,cell,rsrp_dbm,downlink_bps,uplink_bps,rtt_ms,loss";

    /** Chosen: two reports of a path's measurements, of which the cloud sends one each half second. */
    private static final long FRESH_NANOS = 1_000_000_000;

    private final Rows rows;
    private final long epochMillis;
    private final long epochNanos;
    private final Map<String, Stamped<CarrierMeasurement>> measured = new HashMap<>();
    private final Map<String, String> cells = new HashMap<>();

    /** A receiver of rows. */
    public interface Rows {

        /** Called with a row, without its line end. */
        void row(String line);

        /** Called before the first row of a carrier's visit to a cell, or of a time without coverage. */
        void visitBegins(String carrier, long epochMillis);
    }

    private TripLog(Rows rows, long epochMillis, long epochNanos) {
        this.rows = rows;
        this.epochMillis = epochMillis;
        this.epochNanos = epochNanos;
    }

    /**
     * Writes rows from now on; running the result ends that.
     *
     * @param nowEpochMillis calendar time at {@code nowNanos} of the relay's clock
     */
    public static Runnable listen(ContextRegistry contexts, Rows rows, long nowEpochMillis, long nowNanos) {
        TripLog log = new TripLog(rows, nowEpochMillis, nowNanos);
        Runnable measurements = contexts.subscribe(CarrierMeasurement.TYPE, log.measured::put);
        Runnable signals =
                contexts.subscribe(CarrierSignal.TYPE, (carrier, at) -> log.write(carrier, at.value(), at.atNanos()));
        return () -> {
            measurements.run();
            signals.run();
        };
    }

    private void write(String carrier, CarrierSignal signal, long atNanos) {
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
