/** The bytes of a connection in both directions, and the memory that all connections share. */
@NullMarked
package dev.wayside.relay.session.stream;

import org.jspecify.annotations.NullMarked;
