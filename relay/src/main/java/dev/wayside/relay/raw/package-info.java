/** Whole IPv4 packets: captured from an interface, carried between the relays, and given to the kernel. */
@NullMarked
package dev.wayside.relay.raw;

import org.jspecify.annotations.NullMarked;
