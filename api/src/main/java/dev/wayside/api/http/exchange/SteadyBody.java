package dev.wayside.api.http.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A body that fails when its sender is too slow to be worth a thread. Only the time spent waiting for the sender
 * counts, not that in which the service was busy itself.
 */
public final class SteadyBody extends FilterInputStream {

    /** Chosen: a log of one row a second is faster. */
    public static final long SLOWEST_BYTES_PER_SECOND = 50;

    /** Chosen: a sender has this long to reach its rate, through an outage of a few seconds. */
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Chosen: what was sent fast pays for half a minute in a tunnel, and not for an hour of silence. */
    private static final long MAX_CREDIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long NANOS_PER_BYTE = TimeUnit.SECONDS.toNanos(1) / SLOWEST_BYTES_PER_SECOND;

    /** The time that the sender is behind its least rate; negative if it is ahead. */
    private long behindNanos;

    public SteadyBody(InputStream in) {
        super(in);
    }

    /** The problem of a read whose sender was too slow or silent; empty for any other failure. */
    public static Optional<ProblemException> tooSlow(Throwable failure) {
        Throwable slow = failure instanceof TooSlowException ? failure : failure.getCause();
        if (slow instanceof TooSlowException) {
            return Optional.of(new ProblemException(ProblemType.TOO_SLOW, String.valueOf(slow.getMessage())));
        }
        return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException
                ? Optional.of(new ProblemException(ProblemType.TOO_SLOW, "nothing more came of the body for too long"))
                : Optional.empty();
    }

    @Override
    public int read() throws IOException {
        long asked = System.nanoTime();
        int value = in.read();
        came(value < 0 ? 0 : 1, asked);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long asked = System.nanoTime();
        int count = in.read(target, offset, length);
        came(Math.max(count, 0), asked);
        return count;
    }

    private void came(int count, long asked) throws IOException {
        behindNanos = Math.max(-MAX_CREDIT_NANOS, behindNanos + System.nanoTime() - asked - count * NANOS_PER_BYTE);
        if (behindNanos > TIMEOUT_NANOS) {
            throw slow();
        }
    }

    /** The failure of a body whose sender is too slow. */
    public static IOException slow() {
        return new TooSlowException(
                "the body came at less than " + SLOWEST_BYTES_PER_SECOND + " bytes a second; send it faster");
    }

    /** The sender was too slow. */
    static final class TooSlowException extends IOException {

        private static final long serialVersionUID = 1L;

        TooSlowException(String message) {
            super(message);
        }
    }
}
