/**
 * A network on one machine: client, edge, carriers, cloud, server, each in a namespace of its own, and carriers that
 * behave as a scenario says.
 */
@NullMarked
package dev.wayside.relay.lab;

import org.jspecify.annotations.NullMarked;
