/**
 * Paths between edge and cloud over TCP: addresses, dialling and accepting, the handshake, keys and certificates, and
 * the channel that carries frames.
 */
@NullMarked
package dev.wayside.relay.path;

import org.jspecify.annotations.NullMarked;
