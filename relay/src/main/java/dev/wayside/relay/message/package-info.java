/**
 * What the two relays say to one another: {@link dev.wayside.relay.message.Frame}s with a versioned header, and their
 * bytes.
 */
@NullMarked
package dev.wayside.relay.message;

import org.jspecify.annotations.NullMarked;
