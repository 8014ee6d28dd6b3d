/**
 * The relays on real sockets: paths between them, and the interception of clients' connections. One event loop per
 * relay does everything, so that nothing needs a lock.
 */
@NullMarked
package dev.wayside.relay.net;

import org.jspecify.annotations.NullMarked;
