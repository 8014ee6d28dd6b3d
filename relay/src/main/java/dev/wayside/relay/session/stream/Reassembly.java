package dev.wayside.relay.session.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The segments of one direction, in order of their offsets. Bytes that arrived before are dropped, in part if only a
 * part did.
 */
final class Reassembly {

    private final TreeMap<Long, ByteBuffer> early = new TreeMap<>();
    private long next;
    private long end = Long.MAX_VALUE;
    private long earlyBytes;

    /** Accepts a segment, and returns the bytes that are in order now. */
    List<ByteBuffer> accept(long offset, ByteBuffer data) {
        insert(offset, data);
        return pollInOrder();
    }

    /** Sets the end of the stream. False if that contradicts what is known. */
    boolean finishAt(long offset) {
        if (offset < next || (end != Long.MAX_VALUE && end != offset)) {
            return false;
        }
        end = offset;
        return true;
    }

    /** True if the whole stream was returned. */
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

    private List<ByteBuffer> pollInOrder() {
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
