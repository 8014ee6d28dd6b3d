package dev.wayside.api.http.flow;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import dev.wayside.api.http.exchange.SteadyBody;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A body that is read before its call, as it comes, without a thread. The call reads it from memory, with the failure
 * at its end if there was one; of a body that is too large it gets the first bytes and the connection.
 *
 * <p>Jetty's {@code EagerContentHandler} keeps the network's buffer of each chunk: a byte at a time it takes a thousand
 * times what was sent. It knows no least rate either.
 */
final class WholeBody extends TrackedRequest implements Invocable.Task, MemoryShare.Holder {

    /** Chosen: the same time that {@link SteadyBody} gives a sender. */
    private static final int LOOK_SECONDS = 10;
    /** Chosen: most bodies are smaller. */
    private static final int FIRST_BYTES = 1 << 12;

    private final TrackedRequest request;
    private final long maxBytes;
    private final MemoryShare memory;
    private final Consumer<WholeBody> whenRead;
    private final AtomicBoolean isDone = new AtomicBoolean();

    private byte[] bytes = new byte[FIRST_BYTES];
    private volatile int size;
    private int sizeAtLook;
    private boolean isServed;
    private Content.@Nullable Chunk failure;
    private Scheduler.@Nullable Task look;
    private volatile boolean wasLetGo;

    /** A body of which at most one byte more than {@code maxBytes} is read. */
    WholeBody(TrackedRequest request, long maxBytes, MemoryShare memory, Consumer<WholeBody> whenRead) {
        super(request);
        this.request = request;
        this.maxBytes = maxBytes;
        this.memory = memory;
        this.whenRead = whenRead;
    }

    /** Reads what is there, and comes back when there is more. */
    @Override
    public void run() {
        while (!isDone.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                if (look == null) {
                    lookLater();
                }
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                end(chunk);
                return;
            }
            append(chunk.getByteBuffer());
            boolean isEnd = chunk.isLast() || size > maxBytes;
            chunk.release();
            if (isEnd) {
                end(null);
            }
        }
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** True if its memory was needed. */
    boolean wasLetGo() {
        return wasLetGo;
    }

    /** The memory is needed: this body was the largest. */
    @Override
    public void letGo() {
        wasLetGo = true;
        end(Content.Chunk.from(SteadyBody.slow()));
    }

    /** Frees the memory, once the call has ended. */
    void release() {
        memory.releaseAll(this);
    }

    @Override
    public Content.@Nullable Chunk read() {
        if (!isServed) {
            isServed = true;
            if (size > 0) {
                return Content.Chunk.from(ByteBuffer.wrap(bytes, 0, size), isRead());
            }
        }
        if (failure != null) {
            return failure;
        }
        return isRead() ? Content.Chunk.EOF : request.read();
    }

    @Override
    public void demand(Runnable whenThere) {
        if (!isServed || failure != null || isRead()) {
            whenThere.run();
        } else {
            request.demand(whenThere);
        }
    }

    @Override
    public boolean consumeAvailable() {
        return isRead() || (failure == null && super.consumeAvailable());
    }

    @Override
    boolean isRead() {
        return request.isRead() && failure == null;
    }

    private void append(ByteBuffer more) {
        int length = more.remaining();
        int grown = size + length;
        if (grown > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(grown, 2 * bytes.length));
        }
        more.get(bytes, size, length);
        size = grown;
        memory.hold(this, length);
    }

    private void end(Content.@Nullable Chunk failed) {
        if (isDone.compareAndSet(false, true)) {
            failure = failed;
            if (look != null) {
                look.cancel();
            }
            whenRead.accept(this);
        }
    }

    private void lookLater() {
        sizeAtLook = size;
        look = getComponents().getScheduler().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        if (size - sizeAtLook < LOOK_SECONDS * SteadyBody.SLOWEST_BYTES_PER_SECOND) {
            end(Content.Chunk.from(SteadyBody.slow()));
        } else {
            lookLater();
        }
    }
}
