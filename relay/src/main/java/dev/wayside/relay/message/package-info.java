/**
 * The messages between the two relays: {@link dev.wayside.relay.message.Frame}s with a versioned header, and their
 * encoding.
 */
@NullMarked
package dev.wayside.relay.message;

import org.jspecify.annotations.NullMarked;
