package dev.wayside.api.http.flow;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The rest of a body that was answered before its end. A client that is still sending when its connection is closed may
 * never see the answer, so its data is discarded for a short time.
 */
final class RestOfBody implements Invocable.Task {

    /** Chosen: long enough for an answer to arrive, short enough that the connection is free soon. */
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Chosen: a client that is silent for this long sends no more. */
    private static final int MAX_SILENCE_MILLIS = 500;

    private final TrackedRequest request;
    private final Callback whenDiscarded;
    private final long started = System.nanoTime();
    private final AtomicBoolean isDone = new AtomicBoolean();
    private volatile boolean hasCome;

    RestOfBody(TrackedRequest request, Callback whenDiscarded) {
        this.request = request;
        this.whenDiscarded = whenDiscarded;
    }

    void discard() {
        lookLater();
        run();
    }

    @Override
    public void run() {
        while (!isDone.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            hasCome = true;
            chunk.release();
            if (chunk.isLast() || System.nanoTime() - started > MAX_NANOS) {
                end();
            }
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private void lookLater() {
        hasCome = false;
        Scheduler scheduler = request.getComponents().getScheduler();
        scheduler.schedule(this::look, MAX_SILENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (hasCome && System.nanoTime() - started < MAX_NANOS) {
            lookLater();
        } else {
            end();
        }
    }

    private void end() {
        if (isDone.compareAndSet(false, true)) {
            whenDiscarded.succeeded();
        }
    }
}
