package dev.wayside.relay.routing;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch over interception: checks it after every change of nftables rules and at intervals, and reports faults. */
public final class InterceptionWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InterceptionWatch.class);

    /** Chosen: a check costs two short processes. */
    private static final int CHECK_SECONDS = 5;

    /** Chosen: a program that changes many rules one by one must not cost a check for each. */
    private static final int MIN_GAP_MILLIS = 100;

    private final TransparentRouting routing;
    private final FilterEvents events;
    private final Consumer<Optional<String>> listener;
    private final Thread thread = new Thread(this::run, "interception-watch");
    private volatile boolean isClosed;

    private InterceptionWatch(TransparentRouting routing, FilterEvents events, Consumer<Optional<String>> listener) {
        this.routing = routing;
        this.events = events;
        this.listener = listener;
    }

    /**
     * Starts a watch, which owns the routing from now on.
     *
     * @param listener receives the fault whenever it changes; empty if there is none
     * @throws IOException if rules cannot be watched
     */
    public static InterceptionWatch start(TransparentRouting routing, Consumer<Optional<String>> listener)
            throws IOException {
        FilterEvents events;
        try {
            events = FilterEvents.open(CHECK_SECONDS);
        } catch (IOException e) {
            routing.close();
            throw e;
        }
        InterceptionWatch watch = new InterceptionWatch(routing, events, listener);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void run() {
        Optional<String> before = Optional.empty();
        try (events) {
            while (!isClosed) {
                Optional<String> fault = routing.check();
                if (!isClosed && !fault.equals(before)) {
                    report(fault);
                    before = fault;
                }
                TimeUnit.MILLISECONDS.sleep(MIN_GAP_MILLIS);
                events.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Optional<String> fault) {
        fault.ifPresentOrElse(
                reason -> LOG.error("interception does not work: {}", reason),
                () -> LOG.info("interception works again"));
        listener.accept(fault);
    }

    /** Removes rules and routes, and ends the checks. */
    @Override
    public void close() {
        isClosed = true;
        routing.close();
    }
}
