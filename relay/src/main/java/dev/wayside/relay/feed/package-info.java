/**
 * Contexts that an edge relay receives: signal of modems, logs and other programs, and forecasts of the history; and
 * the report of its own trip to the history.
 */
@NullMarked
package dev.wayside.relay.feed;

import org.jspecify.annotations.NullMarked;
