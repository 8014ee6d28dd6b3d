/** Trips: rows that come in many requests, and become the same history as in one. */
@NullMarked
package dev.wayside.traceingest.trip;

import org.jspecify.annotations.NullMarked;
