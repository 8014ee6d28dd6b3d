package dev.wayside.api.http.flow;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A share of the heap for bytes that wait for clients. Over its bound, the holder of most bytes is let go: that is
 * never the sender of a short request. Thread-safe.
 */
final class MemoryShare {

    /** Chosen: an eighth for bodies and one for answers, next to the three eighths of the matcher. */
    private static final int HEAP_DIVISOR = 8;

    /** A body or an answer. */
    interface Holder {
        /** Gives the bytes up, and the client with them. */
        void letGo();
    }

    private final long maxBytes;
    private final Map<Holder, Long> held = new HashMap<>();
    private long sum;

    MemoryShare(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    static MemoryShare ofHeap() {
        return new MemoryShare(Runtime.getRuntime().maxMemory() / HEAP_DIVISOR);
    }

    /** Counts more bytes of a holder; may let it go, or another one. */
    void hold(Holder holder, long more) {
        Holder largest = null;
        synchronized (this) {
            held.merge(holder, more, Long::sum);
            sum += more;
            if (sum > maxBytes) {
                largest = largest();
                releaseAll(largest);
            }
        }
        if (largest != null) {
            largest.letGo();
        }
    }

    /** Counts fewer bytes of a holder; nothing if it was let go. */
    synchronized void release(Holder holder, long fewer) {
        Long before = held.get(holder);
        if (before == null) {
            return;
        }
        long released = Math.min(before, fewer);
        sum -= released;
        if (released == before) {
            held.remove(holder);
        } else {
            held.put(holder, before - released);
        }
    }

    synchronized void releaseAll(@Nullable Holder holder) {
        Long before = held.remove(holder);
        sum -= before == null ? 0 : before;
    }

    synchronized long bytes() {
        return sum;
    }

    private @Nullable Holder largest() {
        return held.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
