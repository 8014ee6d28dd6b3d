/**
 * The way of a request from the socket to its call and back, of which no thread waits for a client: bodies are read
 * whole before a call, answers are written after it, and what cannot be served in time is refused.
 */
@NullMarked
package dev.wayside.api.http.flow;

import org.jspecify.annotations.NullMarked;
