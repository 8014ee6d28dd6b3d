/**
 * The core of a relay, the same at the edge and in the cloud: connections on one side, paths on the other.
 *
 * <p>A {@link dev.wayside.relay.session.Session} cuts the data of a connection into segments, asks a scheduler for
 * their paths, keeps each until its path has acknowledged it, and sends it elsewhere if the path falls silent; received
 * segments are put in order and delivered. It uses no sockets and reads no clock: both relays and the simulated link of
 * the tests drive it the same way. All of it belongs to one thread.
 */
@NullMarked
package dev.wayside.relay.session;

import org.jspecify.annotations.NullMarked;
