package dev.wayside.kvstore.cassandra;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** Concatenated sequences. Each is started while earlier ones are read. For one thread. */
final class ReadAhead<T> implements Iterator<T> {

    /** Chosen: hides a network round trip per sequence, and holds few pages in memory. */
    private static final int STARTED_AT_ONCE = 16;

    private final Iterator<Supplier<Iterator<T>>> toStart;
    private final Deque<Iterator<T>> started = new ArrayDeque<>();

    ReadAhead(List<Supplier<Iterator<T>>> sequences) {
        this.toStart = sequences.iterator();
        start();
    }

    @Override
    public boolean hasNext() {
        while (!started.isEmpty() && !started.element().hasNext()) {
            started.remove();
            start();
        }
        return !started.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return started.element().next();
    }

    private void start() {
        while (started.size() < STARTED_AT_ONCE && toStart.hasNext()) {
            started.add(toStart.next().get());
        }
    }
}
