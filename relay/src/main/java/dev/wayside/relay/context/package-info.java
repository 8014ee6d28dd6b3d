/**
 * The present state of the world, by type. Generators publish it; schedulers and other generators read and subscribe.
 */
@NullMarked
package dev.wayside.relay.context;

import org.jspecify.annotations.NullMarked;
