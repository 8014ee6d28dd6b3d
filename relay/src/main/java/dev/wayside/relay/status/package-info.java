/**
 * The HTTP server of a relay: status page, metrics, health, and the calls that change paths, policy and configuration.
 */
@NullMarked
package dev.wayside.relay.status;

import org.jspecify.annotations.NullMarked;
