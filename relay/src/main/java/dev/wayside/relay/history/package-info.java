/**
 * The history database as a context: samples of signal in, forecasts out, and back to it what was measured.
 *
 * <p>{@link dev.wayside.relay.history.HistoryContext} asks, remembers and publishes; it knows no socket and no clock,
 * so that a service that is slow, wrong or gone costs the relay's loop nothing but a counter.
 */
@NullMarked
package dev.wayside.relay.history;

import org.jspecify.annotations.NullMarked;
