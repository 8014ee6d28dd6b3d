/** The distributed store: a keyspace of a Cassandra cluster. */
@NullMarked
package dev.wayside.kvstore.cassandra;

import org.jspecify.annotations.NullMarked;
