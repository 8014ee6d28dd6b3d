package dev.wayside.api.http.flow;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import dev.wayside.api.http.exchange.ProblemException;
import io.javalin.http.Context;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls whose estimated work is long: they run in a few places of their own, so that short ones always find a thread.
 * The time of a unit of work is learned from the calls. Thread-safe.
 */
public final class LongWork {

    private static final Logger LOG = LoggerFactory.getLogger(LongWork.class);

    /** Chosen: a fifth of the deadline of those who wait behind it. */
    private static final long LONG_NANOS = WorkQueue.DEADLINE_NANOS / 5;
    /** Chosen: an average over the last fifty calls or so. */
    private static final double NEWEST_WEIGHT = 0.02;
    /** Chosen: shorter calls are mostly other things than their work. */
    private static final long MIN_LEARNED_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final SharedPlaces places;
    private final Sheds sheds;
    private double nanosPerUnit;

    LongWork(int places, Sheds sheds, double firstNanosPerUnit) {
        this.places = new SharedPlaces(places, sheds, ShedReason.LONG_WORK, ShedReason.LONG_WORK_SHARE);
        this.sheds = sheds;
        this.nanosPerUnit = firstNanosPerUnit;
    }

    /** Work to do for a request. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @param isLong true if the answer is to be written while it is made
         * @throws IOException if the client has left
         */
        void run(boolean isLong) throws IOException;
    }

    /**
     * Runs the work of a call.
     *
     * @param units estimated cost
     * @throws ProblemException if it is long, and there is no place for it
     */
    public void run(Context context, long units, Work work) {
        if (estimateNanos(units) <= LONG_NANOS) {
            measured(context, units, false, work);
            return;
        }
        places.enter(context);
        try {
            PacedAnswer.begin(context);
            measured(context, units, true, work);
        } finally {
            places.leave(context);
        }
    }

    /** The places of long calls. */
    public SharedPlaces places() {
        return places;
    }

    private void measured(Context context, long units, boolean isLong, Work work) {
        long started = System.nanoTime();
        try {
            work.run(isLong);
            learn(units, System.nanoTime() - started);
        } catch (IOException e) {
            sheds.count(ShedReason.CLIENT_LEFT);
            LOG.debug("the client left before its answer was made", e);
        } catch (RuntimeException e) {
            disconnectIfBegun(context);
            throw e;
        }
    }

    private synchronized double estimateNanos(long units) {
        return units * nanosPerUnit;
    }

    private synchronized void learn(long units, long nanos) {
        if (nanos > MIN_LEARNED_NANOS && units > 0) {
            nanosPerUnit += NEWEST_WEIGHT * ((double) nanos / units - nanosPerUnit);
        }
    }

    /** An answer that ends early must not look whole. */
    private static void disconnectIfBegun(Context context) {
        if (context.res().isCommitted()) {
            ServletContextRequest.getServletContextRequest(context.req())
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close();
        }
    }
}
