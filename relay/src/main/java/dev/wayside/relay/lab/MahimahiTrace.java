package dev.wayside.relay.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.wayside.relay.config.ConfigException;

/**
 * A trace as mahimahi's {@code mm-link} reads it: each line the millisecond at which one packet of 1500 bytes may pass;
 * the whole is repeated. Kept as rates over steps of 100 ms.
 */
final class MahimahiTrace {

    private static final int STEP_MILLIS = 100;
    private static final double PACKET_BITS = 12_000;

    private final double[] bps;

    private MahimahiTrace(double[] bps) {
        this.bps = bps;
    }

    static MahimahiTrace read(Path file) throws IOException, ConfigException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        try {
            long[] millis = lines.stream()
                    .mapToLong(line -> Long.parseLong(line.strip()))
                    .toArray();
            if (millis.length == 0 || millis[millis.length - 1] <= 0) {
                throw new ConfigException(file + ": holds no times");
            }
            double[] bps = new double[(int) (millis[millis.length - 1] / STEP_MILLIS) + 1];
            for (long at : millis) {
                bps[(int) (at / STEP_MILLIS)] += PACKET_BITS * 1_000 / STEP_MILLIS;
            }
            return new MahimahiTrace(bps);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new ConfigException(file + ": not a mahimahi trace, which is rising milliseconds, one a line");
        }
    }

    double bpsAt(double seconds) {
        return bps[(int) ((long) (seconds * 1_000 / STEP_MILLIS) % bps.length)];
    }
}
