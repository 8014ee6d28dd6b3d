/** The embedded store: a RocksDB in one directory. */
@NullMarked
package dev.wayside.kvstore.rocksdb;

import org.jspecify.annotations.NullMarked;
