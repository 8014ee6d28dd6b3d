package dev.wayside.kvstore.rocksdb;

import java.util.Arrays;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.engine.OpenState;
import dev.wayside.kvstore.engine.StoredValues;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** A range of keys, read in order. Keeps the store open until it is closed. */
final class RocksDbRange implements AutoCloseable {

    private final OpenState.Lease lease;
    private final Slice end;
    private final ReadOptions options;
    private final RocksIterator iterator;
    private final UnaryOperator<HistoryStoreException> noted;

    /**
     * The range from {@code start} (inclusive) to {@code end} (exclusive).
     *
     * @param noted receives every failure before it is thrown
     */
    RocksDbRange(
            OpenState.Lease lease,
            RocksDB database,
            ColumnFamilyHandle table,
            byte[] start,
            byte[] end,
            UnaryOperator<HistoryStoreException> noted) {
        this.noted = noted;
        this.lease = lease;
        this.end = new Slice(end);
        this.options = new ReadOptions().setIterateUpperBound(this.end);
        this.iterator = database.newIterator(table, options);
        iterator.seek(start);
    }

    boolean isValid() {
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status();
            return false;
        } catch (RocksDBException e) {
            throw noted.apply(RocksDbErrors.reading(e));
        }
    }

    byte[] key() {
        return iterator.key();
    }

    byte[] value() {
        return iterator.value();
    }

    void next() {
        iterator.next();
    }

    /** Moves to the first key at or past {@code key}. */
    void seek(byte[] key) {
        iterator.seek(key);
    }

    /** Moves to the last key at or before {@code key}; to the first of the range if that is before {@code start}. */
    void seekToOrBefore(byte[] key, byte[] start) {
        iterator.seekForPrev(key);
        if (!isValid() || Arrays.compareUnsigned(key(), start) < 0) {
            iterator.seek(start);
        }
    }

    /** The rest of the range, one entry after the other; closing the stream closes the range. */
    <T> Stream<T> stream(BiFunction<byte[], byte[], T> decode) {
        return stream(decode, entry -> next());
    }

    /** As {@link #stream(BiFunction)}, with a given step to the next entry. */
    <T> Stream<T> stream(BiFunction<byte[], byte[], T> decode, Consumer<T> moveOn) {
        AbstractSpliterator<T> entries = new AbstractSpliterator<>(Long.MAX_VALUE, AbstractSpliterator.ORDERED) {
            @Override
            public boolean tryAdvance(Consumer<? super T> action) {
                if (!isValid()) {
                    return false;
                }
                T entry = decoded(decode);
                moveOn.accept(entry);
                action.accept(entry);
                return true;
            }
        };
        return StreamSupport.stream(entries, false).onClose(this::close);
    }

    private <T> T decoded(BiFunction<byte[], byte[], T> decode) {
        try {
            return StoredValues.decoding(() -> decode.apply(key(), value()));
        } catch (HistoryStoreException e) {
            throw noted.apply(e);
        }
    }

    @Override
    public void close() {
        iterator.close();
        options.close();
        end.close();
        lease.close();
    }
}
