package dev.wayside.traceingest.assembly;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.wayside.kvstore.TraceId;
import dev.wayside.traceingest.row.LogRow;

/**
 * The id of a trace, from its carrier, its name and its first rows: the same for the same log under another file name,
 * compressed, or grown since; different for two modems side by side.
 */
final class TraceFingerprint implements TraceIdentity {

    /** Chosen: few, so that a growing log keeps its id. */
    private static final int ROWS = 8;

    /** Chosen: maximum wait for these rows. */
    private static final long MAX_WAIT_MILLIS = 5 * 60_000L;

    private final MessageDigest digest = sha256();
    private int rows;
    private long firstMillis;
    private boolean complete;

    TraceFingerprint(String carrier, String traceName) {
        digest.update(carrier.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(traceName.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    @Override
    public void add(LogRow row) {
        complete |= rows > 0 && row.epochMillis() - firstMillis > MAX_WAIT_MILLIS;
        if (!complete && row.cellId() != null) {
            firstMillis = rows == 0 ? row.epochMillis() : firstMillis;
            digest.update(row.cellId().getBytes(StandardCharsets.UTF_8));
            digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(row.epochMillis())
                    .putDouble(row.rsrpDbm())
                    .array());
            rows++;
            complete = rows == ROWS;
        }
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public TraceId toTraceId() {
        return new TraceId(ByteBuffer.wrap(digest.digest()).getLong());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
