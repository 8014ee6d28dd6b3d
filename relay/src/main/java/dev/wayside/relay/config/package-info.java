/** The relays' configuration files, checked when they are read, and the policy they hold. */
@NullMarked
package dev.wayside.relay.config;

import org.jspecify.annotations.NullMarked;
