/**
 * A network on one machine: client, edge, cloud and server, each in a namespace of its own, and emulated carriers that
 * follow a scenario.
 */
@NullMarked
package dev.wayside.relay.lab;

import org.jspecify.annotations.NullMarked;
