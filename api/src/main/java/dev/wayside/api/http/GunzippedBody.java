package dev.wayside.api.http;

import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * A body that came compressed. It fails when it swells like no log does: what costs the sender next to nothing must not
 * cost the service much.
 */
final class GunzippedBody extends GZIPInputStream {

    /** Logs shrink to a fifth or a tenth; the worst that gzip can do is 1,032. */
    private static final int GREATEST_RATIO = 100;
    /** A short log of one repeated line is no attack. */
    private static final long RATIO_FREE_BYTES = 10_000_000;

    private static final int BUFFER_BYTES = 1 << 13;

    private final LimitedBody compressed;
    private long bytes;

    GunzippedBody(LimitedBody compressed) throws IOException {
        super(compressed, BUFFER_BYTES);
        this.compressed = compressed;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        bytes += Math.max(count, 0);
        if (bytes > RATIO_FREE_BYTES && bytes > GREATEST_RATIO * compressed.bytes()) {
            throw new LimitedBody.TooLargeException("the body swells to more than " + GREATEST_RATIO
                    + " times its size when uncompressed; send it uncompressed");
        }
        return count;
    }

    /** The inherited one says that there is always something, which is where a stream would wait. */
    @Override
    public int available() throws IOException {
        boolean waits = inf.needsInput() && compressed.available() == 0;
        return waits ? 0 : super.available();
    }
}
