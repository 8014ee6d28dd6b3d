package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.lab.link.LinkMoment;
import dev.wayside.relay.lab.link.LinkSchedule;
import dev.wayside.relay.signal.CanonicalLog;

/**
 * A link from one carrier's rows of a log in Wayside's canonical CSV: throughput as rates, half the RTT as delay. The
 * link is dark where the log has no coverage, or no row for longer than a second.
 *
 * <p>Longer round trips than {@value #MAX_RTT_MILLIS} ms come from the logger's own backlog after a disconnection. The
 * emulated queue produces such a backlog itself, so they are cut to that.
 */
final class CanonicalTrace implements LinkSchedule {

    /** Chosen: logs have one row a second, or more. */
    private static final double SILENCE_SECONDS = 1;

    /** Chosen: a row holds this long before silence counts as darkness. */
    private static final double ROW_SECONDS = 0.2;

    /** Chosen: of no use, but a packet still passes within a quarter of a second. */
    static final double MIN_BPS = 50_000;

    /** Chosen: twice the emulated queue of 200 ms. */
    private static final double MAX_RTT_MILLIS = 400;

    private final NavigableMap<Double, LinkMoment> moments;

    private CanonicalTrace(NavigableMap<Double, LinkMoment> moments) {
        this.moments = moments;
    }

    /**
     * Reads a link.
     *
     * @param fromSeconds start of the scenario in the log
     */
    static CanonicalTrace read(Path file, String carrier, double fromSeconds) throws IOException, ConfigException {
        try {
            return of(CanonicalLog.read(file), carrier, fromSeconds);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage() + " (in " + file + ")", e);
        }
    }

    /** @throws IllegalArgumentException if the log has no rows of the carrier */
    static CanonicalTrace of(CanonicalLog log, String carrier, double fromSeconds) {
        NavigableMap<Double, LinkMoment> moments = new TreeMap<>();
        double start = Double.NaN;
        for (CanonicalLog.Row row : log.rows()) {
            if (row.carrier().equals(carrier)) {
                start = Double.isNaN(start) ? row.epochMillis() / 1e3 : start;
                moments.put(row.epochMillis() / 1e3 - start - fromSeconds, moment(row));
            }
        }
        if (moments.isEmpty()) {
            throw new IllegalArgumentException("the log has no rows of carrier " + carrier);
        }
        return new CanonicalTrace(moments);
    }

    private static LinkMoment moment(CanonicalLog.Row row) {
        boolean dark = row.signal().cell().isEmpty() && row.downlinkBps().orElse(0) == 0;
        return new LinkMoment(
                Math.max(MIN_BPS, row.downlinkBps().orElse(0)),
                Math.max(MIN_BPS, row.uplinkBps().orElse(0)),
                Math.min(MAX_RTT_MILLIS, row.rttMillis().orElse(0)) / 2,
                0,
                dark);
    }

    @Override
    public LinkMoment at(double seconds) {
        Map.Entry<Double, LinkMoment> before = moments.floorEntry(seconds);
        Map.Entry<Double, LinkMoment> after = moments.higherEntry(seconds);
        if (before == null || after == null) {
            return after == null ? moments.lastEntry().getValue() : after.getValue();
        }
        LinkMoment moment = before.getValue();
        boolean silent = after.getKey() - before.getKey() > SILENCE_SECONDS && seconds > before.getKey() + ROW_SECONDS;
        return new LinkMoment(
                moment.downlinkBps(), moment.uplinkBps(), moment.delayMillis(), 0, moment.dark() || silent);
    }
}
