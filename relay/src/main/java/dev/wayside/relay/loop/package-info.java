/**
 * The one thread of a relay, and what it needs of Linux: socket options, TCP state, system calls. One event loop does
 * everything, so that nothing needs a lock.
 */
@NullMarked
package dev.wayside.relay.loop;

import org.jspecify.annotations.NullMarked;
