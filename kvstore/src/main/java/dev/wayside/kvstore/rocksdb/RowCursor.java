package dev.wayside.kvstore.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractRocksIterator;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileReaderIterator;

/** A walk over raw rows that goes on behind a block that cannot be read, if a later key is known. */
final class RowCursor {

    private final AbstractRocksIterator<?> iterator;

    RowCursor(AbstractRocksIterator<?> iterator) {
        this.iterator = iterator;
    }

    void seekToFirst() {
        iterator.seekToFirst();
    }

    /** Moves to the first key at or past {@code key}; false if there is none, or it cannot be read. */
    boolean seek(byte[] key) {
        iterator.seek(key);
        return iterator.isValid();
    }

    void next() {
        iterator.next();
    }

    boolean isValid() {
        return iterator.isValid();
    }

    byte[] key() {
        return iterator instanceof RocksIterator rows ? rows.key() : ((SstFileReaderIterator) iterator).key();
    }

    byte[] value() {
        return iterator instanceof RocksIterator rows ? rows.value() : ((SstFileReaderIterator) iterator).value();
    }

    /** The reason why it is not valid; null at the end. */
    @Nullable
    String failure() {
        try {
            iterator.status();
            return null;
        } catch (RocksDBException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
