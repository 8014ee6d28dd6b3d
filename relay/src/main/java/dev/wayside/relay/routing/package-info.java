/**
 * The nftables rules, routes and kernel settings that lead traffic to a relay, for as long as it runs. Used by streams
 * and raw packets alike.
 */
@NullMarked
package dev.wayside.relay.routing;

import org.jspecify.annotations.NullMarked;
