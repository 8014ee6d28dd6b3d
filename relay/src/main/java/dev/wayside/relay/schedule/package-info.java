/**
 * The choice of paths for a packet: small composable parts, after published results for high-speed rail.
 *
 * <p>A {@link dev.wayside.relay.schedule.Scheduler} has candidate filters (which paths may be considered), a soft
 * selector (which are best), selection filters (which of them would delay the end) and hard selectors (which get a copy
 * anyway). Nothing here reads a clock: times come with the {@link dev.wayside.relay.schedule.PathView}s.
 */
@NullMarked
package dev.wayside.relay.schedule;

import org.jspecify.annotations.NullMarked;
