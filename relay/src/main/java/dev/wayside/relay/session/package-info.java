/**
 * The heart of a relay, the same at the edge and in the cloud: connections on one side, paths on the other.
 *
 * <p>A {@link dev.wayside.relay.session.Session} cuts what a connection wants to send into segments, has a scheduler
 * pick their paths, keeps each until its path says that it arrived, and sends it elsewhere if the path falls silent;
 * what arrives is put in order and handed on. It knows no sockets and reads no clock: both relays and the simulated
 * link of the tests drive it the same way. All of it belongs to one thread.
 */
@NullMarked
package dev.wayside.relay.session;

import org.jspecify.annotations.NullMarked;
