/** The relays' configuration files, checked when they are read, and their policy. */
@NullMarked
package dev.wayside.relay.config;

import org.jspecify.annotations.NullMarked;
