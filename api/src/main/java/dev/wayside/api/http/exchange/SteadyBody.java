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

    /** Average over the body. Chosen: a log of one row a second is faster. */
    private static final long SLOWEST_BYTES_PER_SECOND = 50;

    /** Chosen: a sender has this long to reach its rate, through an outage of a few seconds. */
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long bytes;
    private long waitedNanos;

    public SteadyBody(InputStream in) {
        super(in);
    }

    /** The problem of a read whose sender was too slow or silent; empty for any other failure. */
    public static Optional<ProblemException> tooSlow(Throwable failure) {
        if (failure instanceof TooSlowException) {
            return Optional.of(new ProblemException(ProblemType.TOO_SLOW, String.valueOf(failure.getMessage())));
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

    private void came(int count, long asked) throws TooSlowException {
        bytes += count;
        waitedNanos += System.nanoTime() - asked;
        if (waitedNanos > TIMEOUT_NANOS
                && bytes < SLOWEST_BYTES_PER_SECOND * TimeUnit.NANOSECONDS.toSeconds(waitedNanos)) {
            throw new TooSlowException(
                    "the body came at less than " + SLOWEST_BYTES_PER_SECOND + " bytes a second; send it faster");
        }
    }

    /** The sender was too slow. */
    static final class TooSlowException extends IOException {

        private static final long serialVersionUID = 1L;

        TooSlowException(String message) {
            super(message);
        }
    }
}
