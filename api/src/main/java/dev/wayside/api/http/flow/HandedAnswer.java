package dev.wayside.api.http.flow;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.wayside.api.http.exchange.ReadyBody;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is handed over to memory: no call waits for its reader. A reader below the least rate is disconnected.
 *
 * <p>Jetty's {@code MinimumDataRateHandler} counts the time between writes as the reader's, and a call that writes
 * blocks nevertheless.
 */
final class HandedAnswer extends Response.Wrapper implements MemoryShare.Holder {

    /** Chosen: a modem on GPRS reads several times as fast. */
    private static final long SLOWEST_BYTES_PER_SECOND = 1_000;
    /** Chosen: a reader may pass a tunnel of a few seconds. */
    private static final int LOOK_SECONDS = 10;
    /** Chosen: a call that is paced by its reader is ahead of it by some writes. */
    private static final long MAX_PACED_BYTES = 1 << 20;

    private final MemoryShare memory;
    private final Sheds sheds;
    private final Writer writer = new Writer();

    /** The writes to do; guarded by this, as is all below. */
    private final Deque<Piece> pieces = new ArrayDeque<>();

    private final List<Callback> paced = new ArrayList<>();
    private @Nullable Throwable failure;
    private @Nullable Callback whenEmpty;
    private long unwritten;
    private long written;
    private boolean isWatched;

    /** Bytes for one write; those of the service itself are not counted. */
    private record Piece(boolean isLast, ByteBuffer bytes, int length, boolean isCounted) {}

    HandedAnswer(Request request, Response response, MemoryShare memory, Sheds sheds) {
        super(request, response);
        this.memory = memory;
        this.sheds = sheds;
    }

    @Override
    public void write(boolean isLast, ByteBuffer bytes, Callback callback) {
        boolean isPaced = PacedAnswer.isWanted(getRequest());
        Piece piece = piece(isLast, bytes);
        Throwable failed;
        synchronized (this) {
            failed = failure;
            if (failed == null) {
                pieces.add(piece);
                unwritten += piece.isCounted() ? piece.length() : 0;
            }
        }
        if (failed == null) {
            if (piece.isCounted()) {
                memory.hold(this, piece.length());
            }
            writer.iterate();
            watch();
        }
        if (failed != null) {
            callback.failed(failed);
        } else if (!isPaced || !waitsForReader(callback)) {
            callback.succeeded();
        }
    }

    /** Completes the callback once all is written, or has failed. */
    void whenWritten(Callback callback) {
        Throwable failed;
        synchronized (this) {
            failed = failure;
            if (failed == null && (!pieces.isEmpty() || writer.current != null)) {
                whenEmpty = callback;
                return;
            }
        }
        complete(callback, failed);
    }

    /** The largest of those that wait is disconnected. */
    @Override
    public void letGo() {
        disconnect(ShedReason.ANSWER_MEMORY);
    }

    private Piece piece(boolean isLast, ByteBuffer bytes) {
        byte[] ready = isLast && !bytes.hasRemaining() && !isCommitted() ? ReadyBody.of(getRequest()) : null;
        if (ready != null) {
            return new Piece(true, ByteBuffer.wrap(ready), ready.length, false);
        }
        byte[] copy = new byte[BufferUtil.length(bytes)];
        bytes.get(copy);
        return new Piece(isLast, ByteBuffer.wrap(copy), copy.length, true);
    }

    private synchronized boolean waitsForReader(Callback callback) {
        if (unwritten <= MAX_PACED_BYTES || failure != null) {
            return false;
        }
        paced.add(callback);
        return true;
    }

    private void disconnect(ShedReason reason) {
        sheds.count(reason);
        EofException left = new EofException(reason.detail());
        getRequest().getConnectionMetaData().getConnection().getEndPoint().close(left);
        writer.abort(left);
    }

    private void watch() {
        synchronized (this) {
            if (isWatched || writer.current == null) {
                return;
            }
            isWatched = true;
        }
        lookLater(taken());
    }

    private void lookLater(long takenBefore) {
        getRequest().getComponents().getScheduler().schedule(() -> look(takenBefore), LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look(long takenBefore) {
        synchronized (this) {
            if (failure != null || writer.current == null) {
                isWatched = false;
                return;
            }
        }
        long taken = taken();
        if (taken - takenBefore < LOOK_SECONDS * SLOWEST_BYTES_PER_SECOND) {
            disconnect(ShedReason.SLOW_READER);
        } else {
            lookLater(taken);
        }
    }

    /** Bytes that the reader, or the network's buffers, took. */
    private synchronized long taken() {
        Piece current = writer.current;
        return written
                + (current == null ? 0 : current.length() - current.bytes().remaining());
    }

    private static void complete(Callback callback, @Nullable Throwable failed) {
        if (failed == null) {
            callback.succeeded();
        } else {
            callback.failed(failed);
        }
    }

    /** One write after the other, each when the one before has gone out. */
    private final class Writer extends IteratingCallback {

        private @Nullable Piece current;

        @Override
        protected Action process() {
            Piece piece;
            synchronized (HandedAnswer.this) {
                piece = pieces.poll();
                current = piece;
            }
            if (piece == null) {
                return Action.IDLE;
            }
            getWrapped().write(piece.isLast(), piece.bytes(), this);
            return Action.SCHEDULED;
        }

        @Override
        protected void onSuccess() {
            List<Callback> goOn = List.of();
            Callback ended = null;
            Piece piece;
            synchronized (HandedAnswer.this) {
                piece = current;
                current = null;
                if (piece != null) {
                    written += piece.length();
                    unwritten -= piece.isCounted() ? piece.length() : 0;
                }
                if (unwritten <= MAX_PACED_BYTES / 2 && !paced.isEmpty()) {
                    goOn = List.copyOf(paced);
                    paced.clear();
                }
                if (pieces.isEmpty()) {
                    ended = whenEmpty;
                    whenEmpty = null;
                }
            }
            if (piece != null && piece.isCounted()) {
                memory.release(HandedAnswer.this, piece.length());
            }
            goOn.forEach(Callback::succeeded);
            if (ended != null) {
                ended.succeeded();
            }
        }

        @Override
        protected void onFailure(Throwable cause) {
            List<Callback> failing;
            Callback ended;
            synchronized (HandedAnswer.this) {
                failure = cause;
                pieces.clear();
                failing = List.copyOf(paced);
                paced.clear();
                ended = whenEmpty;
                whenEmpty = null;
            }
            memory.releaseAll(HandedAnswer.this);
            failing.forEach(callback -> callback.failed(cause));
            if (ended != null) {
                ended.failed(cause);
            }
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
