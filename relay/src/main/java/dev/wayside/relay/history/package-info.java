/**
 * The history database as a context: samples of signal go in, forecasts come out, and measurements go back.
 *
 * <p>{@link dev.wayside.relay.history.HistoryContext} asks, remembers and publishes. It knows no socket and no clock,
 * so that a slow, faulty or missing service costs the relay's loop nothing but a counter.
 */
@NullMarked
package dev.wayside.relay.history;

import org.jspecify.annotations.NullMarked;
