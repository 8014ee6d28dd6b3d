package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import dev.wayside.relay.config.ConfigException;

/**
 * One carrier's rows of a log in Wayside's canonical CSV, as a link: throughput as rates, half the RTT as delay, and
 * darkness where the log is silent for longer than a second.
 */
final class CanonicalTrace implements LinkSchedule {

    private static final double SILENCE_SECONDS = 1;
    private static final double LEAST_BPS = 50_000;

    private final NavigableMap<Double, LinkMoment> moments;

    private CanonicalTrace(NavigableMap<Double, LinkMoment> moments) {
        this.moments = moments;
    }

    /**
     * Reads one.
     *
     * @param fromSeconds where in the log the scenario begins
     */
    static CanonicalTrace read(Path file, String carrier, double fromSeconds) throws IOException, ConfigException {
        List<String> lines = Files.readAllLines(file);
        List<String> columns =
                lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1));
        for (String needed : List.of("time", "carrier", "downlink_bps", "uplink_bps", "rtt_ms", "loss")) {
            if (!columns.contains(needed)) {
                throw new ConfigException(file + ": has no column " + needed);
            }
        }
        NavigableMap<Double, LinkMoment> moments = new TreeMap<>();
        double start = Double.NaN;
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
            if (!cells.get(columns.indexOf("carrier")).equals(carrier)) {
                continue;
            }
            try {
                double seconds =
                        Instant.parse(cells.get(columns.indexOf("time"))).toEpochMilli() / 1e3;
                start = Double.isNaN(start) ? seconds : start;
                moments.put(seconds - start - fromSeconds, moment(cells, columns));
            } catch (DateTimeParseException | NumberFormatException e) {
                throw new ConfigException(file + ": cannot be read: " + line);
            }
        }
        if (moments.isEmpty()) {
            throw new ConfigException(file + ": has no rows of carrier " + carrier);
        }
        return new CanonicalTrace(moments);
    }

    private static LinkMoment moment(List<String> cells, List<String> columns) {
        return new LinkMoment(
                Math.max(LEAST_BPS, number(cells, columns, "downlink_bps")),
                Math.max(LEAST_BPS, number(cells, columns, "uplink_bps")),
                number(cells, columns, "rtt_ms") / 2,
                0,
                false);
    }

    private static double number(List<String> cells, List<String> columns, String name) {
        String cell = cells.get(columns.indexOf(name));
        return cell.isEmpty() ? 0 : Double.parseDouble(cell);
    }

    @Override
    public LinkMoment at(double seconds) {
        Map.Entry<Double, LinkMoment> before = moments.floorEntry(seconds);
        Map.Entry<Double, LinkMoment> after = moments.higherEntry(seconds);
        if (before == null || after == null) {
            return after == null ? moments.lastEntry().getValue() : after.getValue();
        }
        LinkMoment moment = before.getValue();
        boolean dark = after.getKey() - before.getKey() > SILENCE_SECONDS && seconds > before.getKey() + 0.2;
        return new LinkMoment(moment.downlinkBps(), moment.uplinkBps(), moment.delayMillis(), 0, dark);
    }
}
