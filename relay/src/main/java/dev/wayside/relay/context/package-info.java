/**
 * What is known of the world at this moment, under types. Generators publish, schedulers and other generators read and
 * subscribe.
 */
@NullMarked
package dev.wayside.relay.context;

import org.jspecify.annotations.NullMarked;
