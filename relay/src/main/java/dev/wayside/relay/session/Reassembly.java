package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the segments of one direction in order by their offsets. What was there already is dropped, in part if only part
 * of it was.
 */
final class Reassembly {

    private final TreeMap<Long, ByteBuffer> early = new TreeMap<>();
    private long next;
    private long end = Long.MAX_VALUE;
    private long earlyBytes;

    /** Takes a segment and gives back what is in order now. */
    List<ByteBuffer> offer(long offset, ByteBuffer data) {
        insert(offset, data);
        return takeInOrder();
    }

    /** No bytes come from this offset on. False if it contradicts what is known. */
    boolean finishAt(long offset) {
        if (offset < next || (end != Long.MAX_VALUE && end != offset)) {
            return false;
        }
        end = offset;
        return true;
    }

    /** Whether all there will ever be was given out. */
    boolean isComplete() {
        return next == end;
    }

    /** Offset of the next byte in order. */
    long next() {
        return next;
    }

    /** Bytes held because something before them is missing. */
    long earlyBytes() {
        return earlyBytes;
    }

    private void insert(long offset, ByteBuffer data) {
        ByteBuffer rest = data;
        long from = offset;
        if (from < next) {
            long known = Math.min(next - from, rest.remaining());
            rest = rest.slice((int) (rest.position() + known), (int) (rest.remaining() - known));
            from += known;
        }
        while (rest.hasRemaining()) {
            Map.Entry<Long, ByteBuffer> before = early.floorEntry(from);
            long covered = before == null
                    ? from
                    : Math.max(from, before.getKey() + before.getValue().remaining());
            if (covered > from) {
                int skip = (int) Math.min(covered - from, rest.remaining());
                rest = rest.slice(rest.position() + skip, rest.remaining() - skip);
                from += skip;
                continue;
            }
            Long after = early.higherKey(from);
            int fits = (int) Math.min(rest.remaining(), after == null ? Integer.MAX_VALUE : after - from);
            early.put(from, rest.slice(rest.position(), fits));
            earlyBytes += fits;
            rest = rest.slice(rest.position() + fits, rest.remaining() - fits);
            from += fits;
        }
    }

    private List<ByteBuffer> takeInOrder() {
        List<ByteBuffer> inOrder = new ArrayList<>();
        while (!early.isEmpty() && early.firstKey() == next) {
            ByteBuffer first = early.pollFirstEntry().getValue();
            next += first.remaining();
            earlyBytes -= first.remaining();
            inOrder.add(first);
        }
        return inOrder;
    }
}
