/** Emulated carriers: links between two tun devices, whose rate, delay and loss follow a schedule. */
@NullMarked
package dev.wayside.relay.lab.link;

import org.jspecify.annotations.NullMarked;
