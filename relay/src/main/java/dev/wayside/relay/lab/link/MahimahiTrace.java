package dev.wayside.relay.lab.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.wayside.relay.config.ConfigException;

/**
 * A trace in the format of mahimahi's {@code mm-link}: each line is the millisecond at which one packet of 1,500 bytes
 * may pass; the trace repeats after the last one. It is kept as rates over steps of 100 ms; the last may be shorter.
 */
public final class MahimahiTrace {

    /** Chosen: the bins of the plot. */
    private static final int STEP_MILLIS = 100;

    /** A packet of mahimahi, 1,500 bytes. */
    private static final double PACKET_BITS = 12_000;

    private final double[] bps;
    private final long periodMillis;

    private MahimahiTrace(double[] bps, long periodMillis) {
        this.bps = bps;
        this.periodMillis = periodMillis;
    }

    public static MahimahiTrace read(Path file) throws IOException, ConfigException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        try {
            long[] millis = lines.stream()
                    .mapToLong(line -> Long.parseLong(line.strip()))
                    .toArray();
            if (millis.length == 0 || millis[millis.length - 1] <= 0) {
                throw new ConfigException(file + ": contains no times; write milliseconds, one a line");
            }
            return of(millis);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new ConfigException(file + ": is not a mahimahi trace, which has rising milliseconds, one a line");
        }
    }

    private static MahimahiTrace of(long[] millis) {
        long period = millis[millis.length - 1];
        double[] bps = new double[step(period) + 1];
        for (long at : millis) {
            int step = step(at);
            bps[step] += PACKET_BITS * 1_000 / Math.min(STEP_MILLIS, period - (long) step * STEP_MILLIS);
        }
        return new MahimahiTrace(bps, period);
    }

    /** The step of a millisecond. A packet passes at its end, so 100 belongs to the first step. */
    private static int step(long millis) {
        return (int) ((millis - 1) / STEP_MILLIS);
    }

    public double bpsAt(double seconds) {
        return bps[(int) ((long) (seconds * 1_000) % periodMillis / STEP_MILLIS)];
    }
}
