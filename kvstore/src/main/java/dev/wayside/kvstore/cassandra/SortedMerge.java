package dev.wayside.kvstore.cassandra;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** A merge of several sorted sequences. For one thread. */
final class SortedMerge<T> implements Iterator<T> {

    private final PriorityQueue<Head<T>> heads;

    /** The next element of a sequence, and the elements after it. */
    private record Head<T>(T next, Iterator<? extends T> rest) {}

    SortedMerge(List<? extends Iterator<? extends T>> sequences, Comparator<? super T> order) {
        this.heads = new PriorityQueue<>(Math.max(1, sequences.size()), (a, b) -> order.compare(a.next(), b.next()));
        sequences.forEach(this::add);
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public T next() {
        Head<T> first = heads.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        add(first.rest());
        return first.next();
    }

    private void add(Iterator<? extends T> sequence) {
        if (sequence.hasNext()) {
            heads.add(new Head<>(sequence.next(), sequence));
        }
    }
}
