/**
 * Which paths a packet is sent on: small composable pieces, after the published results for high-speed rail.
 *
 * <p>A {@link dev.wayside.relay.schedule.Scheduler} is made of candidate filters (who may be considered), a soft
 * selector (who is best), selection filters (who of them would delay the end) and hard selectors (who gets a copy
 * regardless). Nothing in here reads a clock: what time it is comes with the
 * {@link dev.wayside.relay.schedule.PathView}s.
 */
@NullMarked
package dev.wayside.relay.schedule;

import org.jspecify.annotations.NullMarked;
