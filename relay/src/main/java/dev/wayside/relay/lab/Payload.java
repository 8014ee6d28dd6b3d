package dev.wayside.relay.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;

/**
 * The content of downloads: every byte depends on its position, so that the client detects a lost, doubled, changed or
 * misplaced one. One object checks one download. Not safe for use by several threads.
 */
final class Payload {

    /** A prime (2^17 - 1), so that no buffer, packet or segment is a multiple of it. */
    private static final int PERIOD = 131_071;

    private static final byte[] TWICE = twice();

    private long offset;

    private static byte[] twice() {
        byte[] once = new byte[PERIOD];
        new Random(1).nextBytes(once);
        byte[] twice = Arrays.copyOf(once, 2 * PERIOD);
        System.arraycopy(once, 0, twice, PERIOD, PERIOD);
        return twice;
    }

    /** Writes the first bytes of it. */
    static void write(OutputStream out, long size) throws IOException {
        for (long left = size; left > 0; left -= Math.min(left, PERIOD)) {
            out.write(TWICE, 0, (int) Math.min(left, PERIOD));
        }
    }

    /**
     * Checks the next bytes of the download, {@value #PERIOD} at most.
     *
     * @throws IllegalStateException if they differ from those that were sent
     */
    void check(byte[] buffer, int from, int count) {
        int place = (int) (offset % PERIOD);
        int wrong = Arrays.mismatch(buffer, from, from + count, TWICE, place, place + count);
        if (wrong >= 0) {
            throw new IllegalStateException("byte " + (offset + wrong) + " of a download is not what was sent");
        }
        offset += count;
    }
}
